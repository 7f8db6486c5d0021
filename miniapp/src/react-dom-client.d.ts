/** Only what the browser build uses of it; React's own types for it would be one more package. */
declare module 'react-dom/client' {
  import type { ReactNode } from 'react';

  interface Root {
    render(node: ReactNode): void;
    unmount(): void;
  }
  export function createRoot(host: Element): Root;
}
