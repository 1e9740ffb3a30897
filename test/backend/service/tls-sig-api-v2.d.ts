/** What the vendor's library has of use here; it ships no types. */
declare module "tls-sig-api-v2" {
  export class Api {
    constructor(sdkAppId: number, secretKey: string);
    /** `expire` in seconds from now. */
    genUserSig(userId: string, expire: number): string;
    /** With `userbuf`. */
    genSig(userId: string, expire: number, userBuf: string | Uint8Array): string;
    genPrivateMapKey(userId: string, expire: number, roomId: number, privilegeMap: number): string;
    genPrivateMapKeyWithStringRoomID(
      userId: string,
      expire: number,
      room: string,
      privilegeMap: number,
    ): string;
  }
}
