export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** Of the element itself, entities resolved. */
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = {amp: '&', lt: '<', gt: '>', quot: '"'};

/** Reads the XML that pictures are made of; throws where it is not well-formed. */
export function parseXml(xml: string): XmlElement {
  const root = {name: '', attributes: {}, children: [] as XmlElement[], text: ''};
  const open = [root];
  const token = /<\/([\w-]+)>|<([\w-]+)((?:\s+[\w:-]+="[^"<>]*")*)\s*(\/?)>|([^<]+)|(.)/gs;
  for (const [, closed, opened, attributes = '', empty, text, stray] of xml.trim().matchAll(token)) {
    const parent = open.at(-1) as typeof root;
    if (stray !== undefined) throw new Error(`stray ${stray} in ${parent.name}`);
    if (text !== undefined) parent.text += resolved(text);
    else if (closed !== undefined) {
      if (parent.name !== closed || open.length === 1) throw new Error(`</${closed}> closes ${parent.name}`);
      open.pop();
    } else if (opened !== undefined) {
      const element = {name: opened, attributes: attributesOf(attributes), children: [] as XmlElement[], text: ''};
      parent.children.push(element);
      if (empty === '') open.push(element);
    }
  }
  if (open.length > 1 || root.children.length !== 1) throw new Error(`${open.at(-1)?.name} is not closed`);
  return root.children[0] as XmlElement;
}

export function allElements(element: XmlElement): readonly XmlElement[] {
  return [element, ...element.children.flatMap(allElements)];
}

function attributesOf(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...text.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, resolved(value)]),
  );
}

function resolved(text: string): string {
  if (/[\0-\x08\x0b\x0c\x0e-\x1f]|&(?!(?:amp|lt|gt|quot|#\d+);)/.test(text)) throw new Error(`not well-formed: ${text}`);
  return text.replaceAll(/&(?:#(\d+)|(\w+));/g, (_, code: string | undefined, name: string) =>
    code === undefined ? (entities[name] as string) : String.fromCodePoint(Number(code)),
  );
}
