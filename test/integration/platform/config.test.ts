import { describe, expect, it } from '@jest/globals';
import { ConfigInvalid, readConfig } from '../../../server/src/platform/config.js';

const WHOLE = {
  PUBLIC_URL: 'https://shop.example',
  WECHAT_APP_ID: 'wx0123456789abcdef',
  WECHAT_APP_SECRET: 'a secret of the app',
  WECHAT_MCH_ID: '1600000000',
  WECHAT_MCH_SERIAL: '5F00',
  WECHAT_MCH_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----',
  WECHAT_API_V3_KEY: '0123456789abcdef0123456789abcdef',
};

function problemsOf(environment: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigInvalid) return error.problems;
    throw error;
  }
}
const names = (problems: readonly string[]) => problems.map((line) => line.split(':')[0]);

describe('given an environment', () => {
  it('when it is whole, then what is left out has its default', () => {
    const config = readConfig({ ...WHOLE, PUBLIC_URL: 'https://shop.example/' });
    expect(config).toMatchObject({
      PUBLIC_URL: 'https://shop.example',
      PORT: 8080,
      WECHAT_API_URL: 'https://api.weixin.qq.com',
      SIYU_SANDBOX: false,
    });
  });

  it('when it is empty, then everything that is missing is named at once', () => {
    const problems = problemsOf({});
    expect(names(problems).sort()).toEqual(Object.keys(WHOLE).sort());
    expect(problems.every((line) => line.endsWith(': missing'))).toBe(true);
  });

  it('when several values are wrong, then each is named, and none is repeated', () => {
    const wrong = {
      ...WHOLE,
      PORT: '99999',
      WECHAT_API_V3_KEY: 'too-short-a-secret',
      WECHAT_PLATFORM_KEYS: '{not json',
      DATABASE_URL: 'postgres://user:hidden@host/db',
      WECHAT_MCH_ID: '',
    };
    const problems = problemsOf(wrong);
    expect(names(problems).sort()).toEqual([
      'DATABASE_URL',
      'PORT',
      'WECHAT_API_V3_KEY',
      'WECHAT_MCH_ID',
      'WECHAT_PLATFORM_KEYS',
    ]);
    expect(problems.join()).not.toMatch(/too-short-a-secret|hidden|not json/);
  });

  it('when a live database and the sandbox meet, then the start is refused', () => {
    const live = { ...WHOLE, DATABASE_URL: 'mysql://db/siyu', SANDBOX_URL: 'http://127.0.0.1:1' };
    expect(names(problemsOf(live))).toEqual(['SANDBOX_URL']);
    expect(problemsOf({ ...live, SIYU_SANDBOX: '1' })).toEqual([]);
  });

  it('when an S3 store is named without its keys, then all of them are asked for', () => {
    const half = { ...WHOLE, S3_ENDPOINT: 'https://s3.example' };
    expect(names(problemsOf(half))).toEqual([
      'S3_BUCKET',
      'S3_ACCESS_KEY_ID',
      'S3_SECRET_ACCESS_KEY',
    ]);
  });
});
