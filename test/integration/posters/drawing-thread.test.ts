import { afterAll, describe, expect, it } from '@jest/globals';
import { fen } from '@siyu/shared';
import type { DrawingJob } from '../../../server/src/posters/drawing/drawing.js';
import { drawable } from '../../../server/src/posters/drawing/fonts.js';
import { DrawingThread } from '../../../server/src/posters/drawing-thread.js';

const WAITING_MAX = 16;
const thread = new DrawingThread();
afterAll(() => thread.close());

const facts = { priceFen: fen(100), priceVaries: false, struckFen: null, priceLabel: '' };
const aCard: DrawingJob = {
  drawing: { layout: 'card', title: '粗陶马克杯', ...facts, pictures: [null] },
  pictures: [null],
};
/** A poster without its code, which is a bug of whoever asks. */
const broken: DrawingJob = {
  drawing: { layout: 'invitation', shopName: '', slogan: '', nickname: null, pictures: [''] },
  pictures: [null],
};

describe('given the thread that draws', () => {
  it('when sixteen wait, then the next is refused, and taken once they are drawn', async () => {
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    const job = async () => {
      await gate;
      return aCard;
    };
    const drawn = Array.from({ length: WAITING_MAX }, () => thread.draw(job));
    await expect(thread.draw(job)).rejects.toThrow('UNAVAILABLE');
    open();
    for (const bytes of await Promise.all(drawn)) expect(bytes.length).toBeGreaterThan(0);
    expect((await thread.draw(job)).length).toBeGreaterThan(0);
  });

  it('when one cannot be drawn, then that one is refused and the next is drawn', async () => {
    await expect(thread.draw(() => Promise.resolve(broken))).rejects.toThrow('UNAVAILABLE');
    expect((await thread.draw(() => Promise.resolve(aCard))).length).toBeGreaterThan(0);
  });

  it('when it dies in the middle of one, then the next is drawn by another', async () => {
    const dying = thread.draw(() => Promise.resolve(aCard));
    const worker = await until(() => thread['worker']);
    await worker.terminate();
    await Promise.allSettled([dying]);
    expect((await thread.draw(() => Promise.resolve(aCard))).length).toBeGreaterThan(0);
  });
});

describe('given what people call themselves', () => {
  it.each([
    ['😀林小满🎉', '林小满'],
    ['👨‍👩‍👧 一家', '一家'],
    ['𠮷堃囍', '堃囍'],
    ['Zoë\u200b\u202e  99', 'Zoë 99'],
    ['🎉👨‍👩‍👧', ''],
  ])('then of “%s” is drawn what the font has', (name, drawn) => {
    expect(drawable(name)).toBe(drawn);
  });
});

async function until<T>(found: () => T | null): Promise<T> {
  for (;;) {
    const value = found();
    if (value !== null) return value;
    await new Promise(setImmediate);
  }
}
