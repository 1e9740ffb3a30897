import { tagOf, wireTypes } from "./fields";

/** What stands ahead of the fields of google.protobuf.Struct, of its entries, of Value and of ListValue. */
export const tags = {
  entry: tagOf(1, wireTypes.withLength),
  nameOfEntry: tagOf(1, wireTypes.withLength),
  valueOfEntry: tagOf(2, wireTypes.withLength),
  null: tagOf(1, wireTypes.varint),
  number: tagOf(2, wireTypes.double),
  text: tagOf(3, wireTypes.withLength),
  flag: tagOf(4, wireTypes.varint),
  struct: tagOf(5, wireTypes.withLength),
  list: tagOf(6, wireTypes.withLength),
  item: tagOf(1, wireTypes.withLength),
} as const;

/** What stands under the signature key of a struct, by what the struct is then. */
export const signatures = {
  secret: "1b47061264138c4ac30d75fd1eb44270",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  asset: "c44067f5952c0a294b673a41bacd8c17",
} as const;
