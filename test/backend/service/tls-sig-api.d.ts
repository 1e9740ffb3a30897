/** What the vendor's library of before 2019 has of use here; it ships no types. */
declare module "tls-sig-api" {
  export class Sig {
    constructor(config: {
      readonly sdk_appid: number;
      /** Seconds. */
      readonly expire_after: number;
      readonly private_key_string?: string;
      readonly public_key_string?: string;
    });
    genSig(userId: string): string;
    genSigWithUserbuf(userId: string, userBuf: string): string;
    verifySig(userSig: string, userId: string): boolean;
    /** The userbuf, or false. */
    verifySigWithUserbuf(userSig: string, userId: string): string | false;
  }
}
