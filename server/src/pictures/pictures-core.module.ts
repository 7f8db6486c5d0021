import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.js';
import { LocalPictureFiles, PictureFiles } from './picture-files.js';
import { PictureUrls } from './picture-url.js';
import { Pictures } from './pictures.js';
import { PrivateUrls } from './private-urls.js';

/** Pictures without their routes: all that the command line needs of them. */
@Module({
  providers: [
    PictureUrls,
    Pictures,
    PrivateUrls,
    { provide: PictureFiles, inject: [CONFIG], useFactory: pictureFiles },
  ],
  exports: [PictureFiles, PictureUrls, Pictures, PrivateUrls],
})
export class PicturesCoreModule {}

/** The S3-compatible store where one is configured, else this machine's disk. */
async function pictureFiles(config: Config): Promise<PictureFiles> {
  if (config.S3_ENDPOINT) {
    // The store's client is large: only a shop that has such a store loads it.
    const { S3PictureFiles } = await import('./s3-picture-files.js');
    return new S3PictureFiles(config);
  }
  return new LocalPictureFiles(join(config.SIYU_DIR, 'pictures'));
}
