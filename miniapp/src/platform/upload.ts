import Taro from '@tarojs/taro';
import { apiUrl, bodyOf, identityHeaders } from './http';
import { randomId } from './random';
import { Refused } from './refused';

export interface UploadedPicture {
  id: string;
  url: string;
}

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
  const header = identityHeaders(await randomId());
  const answer = await Taro.uploadFile({
    url: `${apiUrl}/shop/pictures`,
    filePath,
    name: 'file',
    fileName: 'picture',
    header,
  }).catch(() => {
    throw new Refused('OFFLINE');
  });
  const body: unknown = answer.data === '' ? null : JSON.parse(answer.data);
  return bodyOf<UploadedPicture>({ status: answer.statusCode, body });
}
