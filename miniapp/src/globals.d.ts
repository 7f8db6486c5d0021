/// <reference types="@tarojs/taro" />

/** The API's address, fixed at build time for the mini-program. */
declare const SIYU_API_URL: string;

declare namespace NodeJS {
  interface ProcessEnv {
    /** Which of the two builds this is; a constant after the build. */
    TARO_ENV: 'weapp' | 'h5';
  }
}

/** Only what the browser build uses of it; React's own types for it would be one more package. */
declare module 'react-dom/client' {
  interface Root {
    render(node: import('react').ReactNode): void;
    unmount(): void;
  }
  export function createRoot(host: Element): Root;
}
