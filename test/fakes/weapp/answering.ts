/** What every interface of WeChat's is called with. */
export interface Options {
  success?: (answer: object) => void;
  fail?: (failure: object) => void;
  complete?: (answer: object) => void;
  [option: string]: unknown;
}

/** An interface of WeChat's: it answers later, to `success` or, on `errMsg: …fail`, to `fail`. */
export function answering(answer: (options: Options) => object | Promise<object>) {
  return (options: Options = {}) => settle(options, async () => answer(options));
}

/** Answers an interface's callbacks with what the work gives. */
export function settle(options: Options, work: () => Promise<object>): void {
  const done = (answer: object & { errMsg?: string }) => {
    (answer.errMsg?.includes(':fail') ? options.fail : options.success)?.(answer);
    options.complete?.(answer);
  };
  work().then(
    (answer) => done({ errMsg: 'ok', ...answer }),
    (error: unknown) => done({ errMsg: `wx:fail ${String(error)}` }),
  );
}
