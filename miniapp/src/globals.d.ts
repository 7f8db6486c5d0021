/// <reference types="@tarojs/taro" />

/** The API's address, fixed at build time for the mini-program. */
declare const SIYU_API_URL: string;

declare namespace NodeJS {
  interface ProcessEnv {
    /** Which of the two builds this is; a constant after the build. */
    TARO_ENV: 'weapp' | 'h5';
  }
}
