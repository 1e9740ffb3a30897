import { StoreBug } from "../../../backend/store";
import { Semaphore } from "../../../backend/store/semaphore";

const tick = () => new Promise((resolve) => setImmediate(resolve));

test("holders come one at a time, in the order of arrival", async () => {
  const turns = new Semaphore(60_000);
  const order: number[] = [];
  let holders = 0;
  await Promise.all(
    [0, 1, 2, 3, 4].map(async (index) => {
      await turns.take();
      holders += 1;
      expect(holders).toBe(1);
      await tick();
      order.push(index);
      holders -= 1;
      turns.end();
    }),
  );
  expect(order).toEqual([0, 1, 2, 3, 4]);
});

test("a turn that never ends fails those who wait; the next in line is served when it does end", async () => {
  const turns = new Semaphore(5);
  await turns.take();
  await expect(turns.take()).rejects.toBeInstanceOf(StoreBug);
  turns.end();
  await turns.take();
  turns.end();
});

test("a line that moves fails nobody, however long it is", async () => {
  jest.useFakeTimers();
  try {
    const turns = new Semaphore(20);
    const served = Array.from({ length: 20 }, async () => {
      await turns.take();
      await new Promise((resolve) => setTimeout(resolve, 5));
      turns.end();
    });
    await jest.advanceTimersByTimeAsync(20 * 5);
    await Promise.all(served);
  } finally {
    jest.useRealTimers();
  }
});
