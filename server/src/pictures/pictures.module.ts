import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { acceptUploads } from '../platform/upload.js';
import { PicturesPersonalData } from './pictures.personal.js';
import { PicturesController } from './pictures.controller.js';
import { PicturesCoreModule } from './pictures-core.module.js';
import { PicturesOpsController } from './pictures.ops.controller.js';
import { PicturesShopController } from './pictures.shop.controller.js';
import { UnusedPicturesSweep } from './unused-pictures.sweep.js';

@Module({
  imports: [PicturesCoreModule],
  controllers: [PicturesController, PicturesShopController, PicturesOpsController],
  providers: [UnusedPicturesSweep, PicturesPersonalData],
  exports: [PicturesCoreModule],
})
export class PicturesModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost) {}

  onModuleInit(): void {
    acceptUploads(this.host.httpAdapter.getInstance<FastifyInstance>());
  }
}
