import type {HostMeasures} from '../../core/ports/hosts.js';

const defaultSessions = 10;

/**
 * For the node's own `sh`. Of the ssh server it asks the one that this script came through: its title says how many may be
 * logging in, and the file it was started with says the rest, where that may be read.
 */
export function measuresScript(directory: string): string {
  return `
directory=${quote(directory)}
while ! df -Pk "$directory" >/dev/null 2>&1 && [ "$directory" != / ]; do directory=$(dirname "$directory"); done
echo "disk $(df -Pk "$directory" | tail -n 1 | awk '{print $4}') $directory"
pid=$PPID
while [ "\${pid:-0}" -gt 0 ]; do
  title=$(tr '\\0' ' ' < /proc/$pid/cmdline 2>/dev/null)
  case $title in
    *'[listener]'*)
      echo "listener $title"
      config=$(echo "$title" | sed -n 's/.* -f \\([^ ]*\\).*/\\1/p')
      files="\${config:-/etc/ssh/sshd_config.d/*.conf /etc/ssh/sshd_config}"
      if cat \${config:-/etc/ssh/sshd_config} >/dev/null 2>&1; then
        echo "sessions $(cat $files 2>/dev/null | sed -n 's/^[[:space:]]*MaxSessions[[:space:]=]*\\([0-9][0-9]*\\).*/\\1/p' | head -n 1)"
      fi
      break ;;
  esac
  pid=$(sed -n 's/^PPid:[[:space:]]*//p' /proc/$pid/status 2>/dev/null)
done
`;
}

export function parseMeasures(text: string): HostMeasures {
  const lines = text.split('\n');
  const valueOf = (word: string) => lines.find((line) => line.startsWith(`${word} `) || line === word)?.slice(word.length + 1);
  const [, kib, directory] = /^(\d+) (.+)$/.exec(valueOf('disk') ?? '') ?? [];
  const listener = valueOf('listener');
  const [, startups] = /(\d+)-\d+ startups/.exec(listener ?? '') ?? [];
  const sessions = valueOf('sessions');
  return {
    disk: kib === undefined || directory === undefined ? null : {directory, freeBytes: Number(kib) * 1024},
    sshd:
      listener === undefined
        ? null
        : {
            maxStartups: startups === undefined ? null : Number(startups),
            maxSessions: sessions === undefined ? null : sessions.trim() === '' ? defaultSessions : Number(sessions),
          },
  };
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
