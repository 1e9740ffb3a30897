/** Whether the provider is reached as the plugin, in place of Pulumi's dynamic provider (test/doors.cjs). */
export const throughPlugin = Reflect.get(globalThis, "testDoor") === "plugin";

/** The organisation in declarations: no engine tells it to a plugin. */
export const organization = throughPlugin ? "" : "organization";
