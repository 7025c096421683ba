/** The text of a file of the sources, which the bundle holds. */
declare module '*?raw' {
  const text: string;
  export default text;
}
