/** The bits of tls-sig-api-v2, by the words of this package. */
export const privilegeBits = {
  "create-room": 1,
  "enter-room": 2,
  "send-audio": 4,
  "receive-audio": 8,
  "send-video": 16,
  "receive-video": 32,
  "send-screen": 64,
  "receive-screen": 128,
} as const;
export type Privilege = keyof typeof privilegeBits;
