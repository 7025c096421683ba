const host = String.raw`(?:\[[\da-fA-F:.]+\]|[A-Za-z\d][\w.-]*)`;
const form = new RegExp(String.raw`^(?:local|ssh://(?:[A-Za-z_][\w.-]*@)?${host}(?::\d{1,5})?/?|tcp://${host}:\d{1,5}/?)$`);

/** `local`, `ssh://user@host[:port]` or `tcp://host:port`. */
export function isConnection(text: string): boolean {
  return form.test(text);
}
