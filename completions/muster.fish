# Completion of muster for fish.

function __muster_offers
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    set -l lines ($program __complete $words "$current" 2>/dev/null)
    test (count $lines) -gt 0; or return
    if test $lines[1] = files
        set -l lead (string match -r -- '^--[^=]*=' "$current")
        set -l typed (string replace -r -- '^--[^=]*=' '' "$current")
        printf '%s\n' "$lead"(__fish_complete_path "$typed")
        return
    end
    set -e lines[1]
    printf '%s\n' $lines
end

complete -c muster -f -a '(__muster_offers)'
