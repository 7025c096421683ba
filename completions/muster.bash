# Completion of muster for bash.

_muster() {
  local current='' index kind='' lead='' line=${COMP_LINE:0:COMP_POINT} offer prefix sign trimmed word
  local -a words=()
  COMPREPLY=()

  # bash has split the line at : and = as well as at spaces: what stands together is one word here.
  for ((index = 0; index <= COMP_CWORD; index++)); do
    trimmed=${line#"${line%%[![:space:]]*}"}
    word=${COMP_WORDS[index]}
    ((index < COMP_CWORD)) || word=$trimmed
    if ((index > 0)) && [[ -n $line && $trimmed == "$line" ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
    line=${trimmed#"$word"}
  done
  current=${words[${#words[@]} - 1]}

  # What stands before the last of these characters stays on the line; the rest is replaced.
  for sign in : =; do
    if [[ $COMP_WORDBREAKS == *"$sign"* && $current == *"$sign"* ]]; then
      prefix=${current%"$sign"*}$sign
      ((${#prefix} <= ${#lead})) || lead=$prefix
    fi
  done

  while IFS= read -r offer; do
    if [[ -z $kind ]]; then
      kind=$offer
      continue
    fi
    offer=${offer%%$'\t'*}
    offer=${offer#"$lead"}
    [[ $offer != *[!A-Za-z0-9_./:=,@%+-]* ]] || printf -v offer %q "$offer"
    COMPREPLY+=("$offer")
  done < <("${words[0]/#\~/$HOME}" __complete "${words[@]:1}" 2>/dev/null)

  case $kind in
    open) compopt -o nospace 2>/dev/null ;;
    files)
      compopt -o filenames 2>/dev/null
      while IFS= read -r offer; do COMPREPLY+=("$offer"); done < <(compgen -f -- "${current#"$lead"}")
      ;;
  esac
}

complete -F _muster muster
