import {
  type ColumnDefinitionNode,
  DataTypeNode,
  GeneratedNode,
  type KyselyPlugin,
  type OperationNode,
  OperationNodeTransformer,
  RawNode,
} from "kysely";

/**
 * What the migrations' types are in PostgreSQL, so that every column behaves as it does in SQLite: text is ordered
 * and compared by its bytes, an integer has 64 bits, a number that counts by itself may also be given.
 */
const types: Readonly<Record<string, string>> = {
  text: 'text collate "C"',
  integer: "bigint",
  blob: "bytea",
  real: "double precision",
};

class TypeTransformer extends OperationNodeTransformer {
  protected override transformColumnDefinition(node: ColumnDefinitionNode): ColumnDefinitionNode {
    const column = super.transformColumnDefinition(node);
    const dataType = typeOf(column.dataType);
    if (column.autoIncrement !== true) return { ...column, dataType };
    const generated = GeneratedNode.create({ identity: true, byDefault: true });
    return { ...column, dataType, autoIncrement: false, generated };
  }
}

function typeOf(node: OperationNode): OperationNode {
  const name = DataTypeNode.is(node) ? types[node.dataType] : undefined;
  return name === undefined ? node : RawNode.createWithSql(name);
}

const transformer = new TypeTransformer();

/** Translates the types of `create table` and `add column`; everything else passes as it is. */
export const schemaTypes: KyselyPlugin = {
  transformQuery: ({ node }) => transformer.transformNode(node),
  transformResult: async ({ result }) => result,
};
