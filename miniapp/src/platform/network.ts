import Taro from '@tarojs/taro';

type Listener = (online: boolean) => void;
const listeners = new Set<Listener>();
let online = true;
let listening = false;

/** Calls back when the network goes or comes; answers how to stop. */
export function onNetworkChange(listener: Listener): () => void {
  startListening();
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Whether the device has a network, as far as it knows. */
export function isOnline(): boolean {
  return online;
}

function startListening(): void {
  if (listening) return;
  listening = true;
  if (process.env.TARO_ENV === 'h5') {
    // Taro listens to the kind of connection, which a browser need not report.
    window.addEventListener('online', () => change(true));
    window.addEventListener('offline', () => change(false));
    return;
  }
  Taro.onNetworkStatusChange(({ isConnected }) => change(isConnected));
}

function change(connected: boolean): void {
  if (connected === online) return;
  online = connected;
  for (const listener of listeners) listener(connected);
}
