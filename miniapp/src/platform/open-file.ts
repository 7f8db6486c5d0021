import { apiUrl } from './http';

/** Whether a file of the API can be opened from here; else its link is copied for a browser. */
export const filesOpen = process.env.TARO_ENV === 'h5';

/** The whole address of a path of the API, as a browser opens it. */
export function addressOf(path: string): string {
  return (filesOpen ? location.origin : apiUrl) + path;
}

/** Lets the browser save a file. */
export function openFile(path: string): void {
  location.assign(addressOf(path));
}
