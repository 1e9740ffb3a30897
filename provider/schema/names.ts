/** `PushCertificate` from `push-certificate`, `Platform` from `platform`. */
export const pascal = (text: string): string =>
  text.replace(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
