import {
  type Compilable,
  type CompiledQuery,
  type DialectAdapter,
  type Insertable,
  type RawBuilder,
  sql,
} from "kysely";
import type { BoundValue } from "./bound-value";
import { rowsOf } from "./immediate";
import type { Database } from "./schema";
import type { Read, Write } from "./store";

/** What a statement is given at each call: values, and lists of them for `in`. */
type Given = Readonly<Record<string, BoundValue | readonly BoundValue[]>>;
type Name<G, Kind> = { [K in keyof G & string]: G[K] extends Kind ? K : never }[keyof G & string];

/** Stands for a value while a statement is compiled. */
class Placeholder {
  constructor(
    readonly name: string,
    readonly index?: number,
  ) {}
}

/** The places of what a statement is given, while it is built. */
interface Places<G extends Given> {
  readonly value: <K extends Name<G, BoundValue>>(name: K) => RawBuilder<G[K]>;
  readonly list: <K extends Name<G, readonly BoundValue[]>>(
    name: K,
  ) => RawBuilder<G[K] extends readonly (infer Item)[] ? Item : never>[];
}

/** Lists are filled up to one of few lengths with what they have, which is the same to `in`: each is compiled once. */
const roomFor = (length: number): number => (length < 2 ? length : 2 ** Math.ceil(Math.log2(length)));

/**
 * A statement that is compiled once for each database, where Kysely compiles at each call: for those that every
 * request runs. `build` is called seldom, and only with places for the values: what it decides is decided for good.
 *
 * @example statement<{ uin: string }>()((db, { value }) => db.selectFrom("accounts").selectAll().where("uin", "=", value("uin")))
 */
export const statement =
  <G extends Given>() =>
  <Row>(build: (db: Read, places: Places<G>) => Compilable<Row>) => {
    const compiled = compiledOnce<Row>();
    return (db: Read, given: G): Promise<Row[]> => {
      const rooms = new Map<string, number>();
      for (const name in given) {
        const value: Given[string] | undefined = given[name];
        if (value !== undefined && isList(value)) rooms.set(name, roomFor(value.length));
      }
      const form = rooms.size === 0 ? "" : [...rooms.values()].join();
      const query = compiled(db, form, () =>
        build(db, {
          value: (name) => sql`${new Placeholder(name)}`,
          list: (name) =>
            Array.from({ length: rooms.get(name) ?? 0 }, (_, index) => sql`${new Placeholder(name, index)}`),
        }),
      );
      const parameters = query.parameters.map((parameter) =>
        parameter instanceof Placeholder ? valueAt(parameter, given) : parameter,
      );
      return rowsOf(db, query, parameters);
    };
  };

/** A whole row into a table; compiled once for each set of columns. */
export const insertInto = <Table extends keyof Database & string>(table: Table) => {
  const compiled = compiledOnce<unknown>();
  return async (db: Write, row: Insertable<Database[Table]>): Promise<void> => {
    const query = compiled(db, Object.keys(row).join(), () => db.insertInto(table).values(row));
    await rowsOf(db, query, Object.values(row));
  };
};

/** Compiles each form of a statement once for each kind of database. */
function compiledOnce<Row>() {
  const known = new WeakMap<DialectAdapter, Map<string, CompiledQuery<Row>>>();
  return (db: Read, form: string, build: () => Compilable<Row>): CompiledQuery<Row> => {
    const { adapter } = db.getExecutor();
    const forms = known.get(adapter) ?? new Map<string, CompiledQuery<Row>>();
    known.set(adapter, forms);
    const before = forms.get(form);
    if (before !== undefined) return before;
    const made = build().compile();
    forms.set(form, made);
    return made;
  };
}

const isList = (value: BoundValue | readonly BoundValue[]): value is readonly BoundValue[] =>
  Array.isArray(value);

function valueAt({ name, index }: Placeholder, given: Given): unknown {
  const value = given[name];
  if (index === undefined || value === undefined || !isList(value)) return value;
  return value[Math.min(index, value.length - 1)];
}
