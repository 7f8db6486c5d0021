import Taro from '@tarojs/taro';
import type { UploadedPicture } from '@siyu/shared';
import { apiUrl, askInSession, bodyOf, identityHeaders, parsed, type Answer } from './http';
import { randomId } from './random';
import { Refused } from './refused';

export type { UploadedPicture };

/** Lets the shopper pick up to `countMax` pictures; their local paths, none when they turn back. */
export async function choosePictures(countMax: number): Promise<string[]> {
  try {
    const { tempFilePaths } = await Taro.chooseImage({
      count: countMax,
      sizeType: ['compressed'],
      sourceType: ['album', 'camera'],
    });
    return tempFilePaths.slice(0, countMax);
  } catch {
    return [];
  }
}

/** Uploads a chosen picture. Throws `Refused`: `PICTURE_INVALID`, `PICTURE_TOO_LARGE`, `OFFLINE`. */
export async function uploadPicture(filePath: string): Promise<UploadedPicture> {
  const key = await randomId();
  return bodyOf<UploadedPicture>(await askInSession(() => send(filePath, identityHeaders(key))));
}

async function send(filePath: string, header: Record<string, string>): Promise<Answer> {
  try {
    const url = `${apiUrl}/shop/pictures`;
    const file = { filePath, name: 'file', fileName: 'picture' };
    const { statusCode, data } = await Taro.uploadFile({ url, ...file, header });
    return { status: statusCode, body: parsed(data) };
  } catch {
    throw new Refused('OFFLINE');
  }
}
