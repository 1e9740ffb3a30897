/** `PushCertificate` from `push-certificate`, `Platform` from `platform`. */
export const pascal = (text: string): string =>
  text.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** What every language's SDK and the engine call a resource, a function or a type of the package. */
export const packageToken = (name: string): string => `tencentrtc:index:${name}`;

/** What the engine calls a resource of the classes, which Pulumi's dynamic provider serves. */
export const dynamicToken = (name: string): string => `pulumi-nodejs:dynamic/tencentrtc:${name}`;

/** `push-certificate` from `PushCertificate`: the name of what is generated of it. */
export const kebab = (name: string): string =>
  name.replace(/(?<=[a-z])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
