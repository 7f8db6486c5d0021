import { Module } from '@nestjs/common';
import { PicturesModule } from '../pictures/pictures.module.js';
import { WechatCalls } from './wechat-calls.js';
import { WechatCodes } from './wechat-codes.service.js';
import { WechatLinks } from './wechat-links.service.js';

/** Codes and links of WeChat's that open the mini-program. */
@Module({
  imports: [PicturesModule],
  providers: [WechatCalls, WechatCodes, WechatLinks],
  exports: [WechatCodes, WechatLinks],
})
export class WechatLinksModule {}
