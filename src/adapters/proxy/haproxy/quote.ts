/** One word of HAProxy's configuration language, whatever the text holds. */
export function quote(text: string): string {
  if (/[\x00-\x1f\x7f]/.test(text))
    throw new TypeError(`Text for the balancer holds a control character: ${JSON.stringify(text)}`);
  return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
