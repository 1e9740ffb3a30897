/** What the vendor's library has of use here; it ships no types. */
declare module "tls-sig-api-v2" {
  export class Api {
    constructor(sdkAppId: number, secretKey: string);
    /** `expire` in seconds from now. */
    genUserSig(userId: string, expire: number): string;
  }
}
