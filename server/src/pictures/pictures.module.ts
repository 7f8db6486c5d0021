import { join } from 'node:path';
import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../platform/config.js';
import { LocalPictureFiles, PictureFiles } from './picture-files.js';
import { PictureUrls } from './picture-url.js';
import { Pictures } from './pictures.js';

@Module({
  providers: [
    PictureUrls,
    Pictures,
    {
      provide: PictureFiles,
      inject: [CONFIG],
      useFactory: (config: Config) => new LocalPictureFiles(join(config.SIYU_DIR, 'pictures')),
    },
  ],
  exports: [PictureUrls, Pictures],
})
export class PicturesModule {}
