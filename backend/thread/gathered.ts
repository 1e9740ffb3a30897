import { setImmediate as nextTurn } from "node:timers";

/** Sends together what comes within one turn of the event loop: each message wakes the other thread, which costs more than most. */
export function gathered<Message>(send: (messages: readonly Message[]) => void): (message: Message) => void {
  let waiting: Message[] = [];
  return (message) => {
    waiting.push(message);
    if (waiting.length > 1) return;
    nextTurn(() => {
      const messages = waiting;
      waiting = [];
      send(messages);
    });
  };
}
