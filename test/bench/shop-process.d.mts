export interface LiveShop {
  url: string;
  sandboxUrl: string;
  /** The private database's socket. */
  socketPath: string;
  /** What the server was started with: a command beside it takes the same. */
  environment: Record<string, string>;
  stop(): Promise<void>;
}
export function startShop(environment?: Record<string, string>): Promise<LiveShop>;
