/** The text in quotes, with what could not be seen in it, or would turn the line around, written as `\u{200b}`. */
export function quoted(text: string): string {
  const json = JSON.stringify(text);
  if (/^[\x20-\x7e]*$/.test(json)) return json;
  return json.replace(/[\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, (char) => `\\u{${char.codePointAt(0)!.toString(16)}}`);
}
