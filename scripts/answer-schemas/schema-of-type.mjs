import {ts} from '@ts-morph/common';

/** The JSON Schema of what `JSON.stringify` makes of a value of this type; objects have no other keys than the type says. */
export function schemaOf(type, checker) {
  const walk = new Walk(checker);
  const schema = walk.schema(type);
  return {schema, definitions: walk.definitions};
}

class Walk {
  definitions = {};
  #checker;
  /** Types that are being described, with the names of those that hold themselves. */
  #open = new Map();

  constructor(checker) {
    this.#checker = checker;
  }

  schema(type) {
    const {flags} = type;
    if (flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) return {};
    if (type.isStringLiteral() || type.isNumberLiteral()) return {const: type.value};
    if (flags & ts.TypeFlags.BooleanLiteral) return {const: this.#checker.typeToString(type) === 'true'};
    if (flags & ts.TypeFlags.StringLike) return {type: 'string'};
    if (flags & ts.TypeFlags.NumberLike) return {type: 'number'};
    if (flags & ts.TypeFlags.BooleanLike && !type.isUnion()) return {type: 'boolean'};
    if (flags & ts.TypeFlags.Null) return {type: 'null'};
    if (type.isUnion()) return this.#union(type.types);
    if (flags & ts.TypeFlags.NonPrimitive) return {type: 'object'};
    if (flags & ts.TypeFlags.TypeParameter)
      return this.schema(this.#checker.getBaseConstraintOfType(type) ?? this.#checker.getAnyType());
    return this.#object(type);
  }

  #union(types) {
    const shown = types.filter(({flags}) => !(flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)));
    const isBoolean = ({flags}) => flags & ts.TypeFlags.BooleanLiteral;
    const literals = shown.filter((type) => type.isStringLiteral() || type.isNumberLiteral()).map(({value}) => value);
    const others = shown.filter((type) => !(type.isStringLiteral() || type.isNumberLiteral()));
    const booleans = others.filter(isBoolean);
    const schemas = [
      ...(literals.length > 0 ? [{enum: literals}] : []),
      ...(booleans.length === 2 ? [{type: 'boolean'}] : booleans.map((type) => this.schema(type))),
      ...others.filter((type) => !isBoolean(type)).map((type) => this.schema(type)),
    ];
    return merged(schemas);
  }

  #object(type) {
    const item = this.#itemOf(type);
    if (item) return {type: 'array', items: this.schema(item)};
    if (this.#checker.isTupleType(type)) return this.#tuple(type);
    if (this.#open.has(type)) {
      const name = this.#open.get(type) ?? this.#checker.typeToString(type).replace(/\W+/g, '');
      this.#open.set(type, name);
      return {$ref: `#/$defs/${name}`};
    }
    this.#open.set(type, null);
    const schema = this.#properties(type);
    const name = this.#open.get(type);
    this.#open.delete(type);
    if (name === null) return schema;
    this.definitions[name] = schema;
    return {$ref: `#/$defs/${name}`};
  }

  /** What an array, or anything else that is written as one, holds. */
  #itemOf(type) {
    const isList = this.#checker.isArrayType(type) || type.symbol?.name === 'Iterable';
    return isList ? this.#checker.getTypeArguments(type)[0] : null;
  }

  #tuple(type) {
    return {type: 'array', items: merged(this.#checker.getTypeArguments(type).map((each) => this.schema(each)))};
  }

  #properties(type) {
    const properties = {};
    const required = [];
    for (const property of inOrder(this.#checker.getPropertiesOfType(type), type)) {
      const of = this.#checker.getTypeOfSymbol(property);
      if (property.name.startsWith('__@') || this.#checker.getSignaturesOfType(of, ts.SignatureKind.Call).length > 0) continue;
      const mayBeAbsent = property.flags & ts.SymbolFlags.Optional || (of.isUnion() && of.types.some(isUndefined));
      if (!mayBeAbsent) required.push(property.name);
      properties[property.name] = {...this.#told(property), ...this.schema(of)};
    }
    const index =
      this.#checker.getIndexInfoOfType(type, ts.IndexKind.String) ?? this.#checker.getIndexInfoOfType(type, ts.IndexKind.Number);
    return {
      type: 'object',
      ...(required.length > 0 ? {required} : {}),
      additionalProperties: index ? this.schema(index.type) : false,
      ...(Object.keys(properties).length > 0 ? {properties} : {}),
    };
  }

  #told(property) {
    const description = ts.displayPartsToString(property.getDocumentationComment(this.#checker));
    const isDeprecated = property.getJsDocTags(this.#checker).some(({name}) => name === 'deprecated');
    return {...(description ? {description} : {}), ...(isDeprecated ? {deprecated: true} : {})};
  }
}

/** The compiler orders what `Pick` and `Omit` leave by what it came across first anywhere: here it is as declared. */
function inOrder(properties, {objectFlags}) {
  if (!(objectFlags & ts.ObjectFlags.Mapped)) return properties;
  const place = ({declarations: [declared] = []}) => (declared ? [declared.getSourceFile().fileName, declared.pos] : ['', 0]);
  return [...properties].sort((one, other) => {
    const [[file, at], [otherFile, otherAt]] = [place(one), place(other)];
    return file === otherFile ? at - otherAt : file < otherFile ? -1 : 1;
  });
}

function isUndefined({flags}) {
  return flags & ts.TypeFlags.Undefined;
}

/** Alternatives of which each stands once. */
function merged(schemas) {
  const texts = [...new Set(schemas.map((schema) => JSON.stringify(schema)))];
  const all = texts.map((text) => JSON.parse(text));
  if (all.length === 1) return all[0];
  const plain = all.every((schema) => Object.keys(schema).join() === 'type');
  return plain ? {type: all.map(({type}) => type)} : {anyOf: all};
}
