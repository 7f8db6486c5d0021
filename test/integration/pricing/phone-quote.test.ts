import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createContext, Script } from 'node:vm';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { quote } from '../../../shared/src/pricing/quote.js';
import { anyCart } from '../../factories/random-cart.js';

const BUNDLER = join(import.meta.dirname, '../../fakes/weapp/bundle-quote.mjs');
const CARTS = 20_000;
/** Carts a call, so that the crossing between the two worlds costs little. */
const BATCH = 500;

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'siyu-quote-'));
  execFileSync(process.execPath, [BUNDLER, directory]);
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/**
 * The price calculation as the mini-program's build makes it (webpack, Taro's babel preset for
 * weapp, minified), in a world with nothing else in it: JSON in, JSON out, as over HTTP.
 */
function phone(): (carts: string) => string {
  const source = readFileSync(join(directory, 'quote.js'), 'utf8');
  const world = createContext({}, { codeGeneration: { strings: false, wasm: false } });
  const wrapped = `(function () { var module = { exports: {} }; var exports = module.exports;
    ${source}
    return function (carts) {
      return JSON.stringify(JSON.parse(carts).map(function (cart) {
        return JSON.stringify(module.exports.quote(cart));
      }));
    };
  })()`;
  return new Script(wrapped).runInContext(world) as (carts: string) => string;
}

it('given 20,000 random carts, then the phone’s quote is the server’s to the fen', () => {
  const onPhone = phone();
  let compared = 0;
  for (let seed = 1; compared < CARTS; seed++) {
    const carts = fc.sample(anyCart, { seed, numRuns: BATCH });
    const answers = JSON.parse(onPhone(JSON.stringify(carts))) as string[];
    carts.forEach((cart, at) => {
      const server = JSON.stringify(quote(cart));
      if (answers[at] !== server)
        expect({ cart, phone: answers[at] }).toEqual({ cart, phone: server });
    });
    compared += carts.length;
  }
  expect(compared).toBe(CARTS);
});
