import { Module } from '@nestjs/common';
import { PictureUrls } from './picture-url.js';

@Module({ providers: [PictureUrls], exports: [PictureUrls] })
export class PicturesModule {}
