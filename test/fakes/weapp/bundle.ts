import { readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { createContext, Script } from 'node:vm';
import { setTimeout, clearTimeout, setInterval, clearInterval } from 'node:timers';

type Module = { exports: unknown };

/** What WeChat gives a mini-program to run in: no window, no document, no Node. */
export interface Globals {
  wx: object;
  App: (definition: object) => void;
  Page: (definition: object) => void;
  Component: (definition: object) => void;
  Behavior: (definition: object) => object;
  getApp: () => unknown;
  getCurrentPages: () => unknown[];
  console: object;
}

/**
 * Runs a built mini-program's own files as WeChat does: every file once, as a CommonJS module, in
 * a world that has nothing but `globals` and timers.
 */
export class Bundle {
  private readonly loaded = new Map<string, Module>();
  private readonly context: object;
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly dist: string,
    globals: Globals,
  ) {
    const timers = {
      setTimeout: this.kept(setTimeout),
      setInterval: this.kept(setInterval),
      clearTimeout,
      clearInterval,
    };
    this.context = createContext({ ...globals, ...timers }, { codeGeneration: NO_EVAL });
  }

  /** Ends whatever it was still waiting for: a countdown would run for ever. */
  stop(): void {
    for (const timer of this.timers) clearInterval(timer);
  }

  private kept(start: typeof setTimeout | typeof setInterval) {
    return (work: (...given: unknown[]) => void, ms?: number, ...given: unknown[]) => {
      const timer = start(work, ms, ...given);
      this.timers.add(timer);
      return timer;
    };
  }

  /** Runs a file, `app.js` or `home/index.js`, unless it has run before. */
  run(file: string): unknown {
    const known = this.loaded.get(file);
    if (known) return known.exports;
    const module: Module = { exports: {} };
    this.loaded.set(file, module);
    const path = join(this.dist, file);
    const source = `(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`;
    const wrapped: unknown = new Script(source, { filename: path }).runInContext(this.context);
    const require = (wanted: string) => this.run(besides(file, wanted));
    (wrapped as (...given: unknown[]) => void).call(undefined, require, module, module.exports);
    return module.exports;
  }
}

/** WeChat forbids `eval` and `new Function`. */
const NO_EVAL = { strings: false, wasm: false };

function besides(file: string, wanted: string): string {
  const path = posix.join(dirname(file), wanted);
  return path.endsWith('.js') ? path : `${path}.js`;
}
