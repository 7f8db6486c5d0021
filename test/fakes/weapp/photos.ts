import { answering, settle, type Options } from './answering.js';
import { uploadCall, type Outside } from './outside.js';
import type { Person } from './person.js';
import { personal } from './privacy.js';

/** Picking photos and sending them: a picked one has a path that only this launch knows. */
export function photos(outside: Outside, person: Person): object {
  const picked = new Map<string, Buffer>();
  const pick = ({ count = 9 }: Options) => {
    if (person.photos.length === 0) return { errMsg: 'chooseImage:fail cancel' };
    const tempFilePaths = person.photos.slice(0, Number(count)).map((photo) => {
      const path = `wxfile://tmp_${picked.size}.jpg`;
      picked.set(path, photo);
      return path;
    });
    return { tempFilePaths };
  };
  return {
    chooseImage: answering(personal('chooseImage', person, pick)),
    uploadFile: (options: Options) => {
      settle(options, () => uploadCall(outside, options, picked));
      return { abort: () => undefined, onProgressUpdate: () => undefined };
    },
  };
}
