/** An error of `api.weixin.qq.com`: HTTP 200 and a number. */
export class WeixinError extends Error {
  constructor(
    readonly errcode: number,
    message: string,
  ) {
    super(message);
  }
}

/** HTTP status of each WeChat Pay error code, by WeChat's tables. */
const PAY_STATUS = {
  USERPAYING: 202,
  APPID_MCHID_NOT_MATCH: 400,
  INVALID_REQUEST: 400,
  MCH_NOT_EXISTS: 400,
  ORDERPAID: 400,
  ALREADY_EXISTS: 400,
  ORDER_CLOSED: 400,
  PARAM_ERROR: 400,
  NO_STATEMENT_EXIST: 400,
  STATEMENT_CREATING: 400,
  SIGN_ERROR: 401,
  NOT_ENOUGH: 403,
  NOT_FOUND: 404,
  NO_AUTH: 403,
  OUT_TRADE_NO_USED: 403,
  RULELIMIT: 403,
  TRADE_ERROR: 403,
  TRADE_OVERDUE: 403,
  USER_ACCOUNT_ABNORMAL: 403,
  ORDER_NOT_EXIST: 404,
  RESOURCE_NOT_EXISTS: 404,
  FREQUENCY_LIMITED: 429,
  OPENID_MISMATCH: 500,
  SYSTEM_ERROR: 500,
} as const;

export type PayCode = keyof typeof PAY_STATUS;

/** Which part of a request WeChat Pay complains about. */
export interface PayErrorDetail {
  readonly field: string;
  readonly value?: unknown;
  readonly issue: string;
  readonly location: 'body' | 'query' | 'url' | 'authorization';
}

/** An error of `api.mch.weixin.qq.com`: an HTTP status and a code. */
export class PayError extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly detail?: PayErrorDetail,
    readonly status = payStatus(code),
  ) {
    super(message);
  }
}

/** Codes this sandbox does not know (a switch may ask for any) are answered as 400. */
function payStatus(code: string): number {
  return PAY_STATUS[code as PayCode] ?? 400;
}

/** A request to `/sandbox/…` that cannot be done as asked. */
export class SandboxError extends Error {}
