import {
  DeleteObjectCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { assert } from '@siyu/shared';
import type { Config } from '../platform/config.js';
import { PictureFiles } from './picture-files.js';

const FOREVER = 'public, max-age=31536000, immutable';
const TRIES_MAX = 3;

type S3Config = Pick<
  Config,
  'S3_ENDPOINT' | 'S3_REGION' | 'S3_BUCKET' | 'S3_ACCESS_KEY_ID' | 'S3_SECRET_ACCESS_KEY'
>;

/** Pictures in an S3-compatible store, which several instances share. The bucket stays private. */
export class S3PictureFiles extends PictureFiles {
  private readonly client: S3Client;
  private readonly bucket: string;

  constructor(config: S3Config) {
    super();
    const { S3_ENDPOINT, S3_BUCKET, S3_ACCESS_KEY_ID, S3_SECRET_ACCESS_KEY } = config;
    const whole = S3_ENDPOINT && S3_BUCKET && S3_ACCESS_KEY_ID && S3_SECRET_ACCESS_KEY;
    assert(whole, 'the store’s settings are checked at start');
    this.bucket = S3_BUCKET;
    this.client = new S3Client({
      endpoint: S3_ENDPOINT,
      region: config.S3_REGION,
      // Stores other than Amazon's seldom have a host name per bucket, nor its newer checksums.
      forcePathStyle: true,
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
      maxAttempts: TRIES_MAX,
      credentials: { accessKeyId: S3_ACCESS_KEY_ID, secretAccessKey: S3_SECRET_ACCESS_KEY },
    });
  }

  override async put(name: string, webp: Buffer): Promise<void> {
    await this.client.send(
      new PutObjectCommand({
        ...this.object(name),
        Body: webp,
        ContentType: 'image/webp',
        CacheControl: FOREVER,
      }),
    );
  }

  override async get(name: string): Promise<Buffer | null> {
    try {
      const { Body } = await this.client.send(new GetObjectCommand(this.object(name)));
      return Body ? Buffer.from(await Body.transformToByteArray()) : null;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  }

  override async remove(name: string): Promise<void> {
    await this.client.send(new DeleteObjectCommand(this.object(name)));
  }

  private object(name: string): { Bucket: string; Key: string } {
    return { Bucket: this.bucket, Key: `pictures/${name}` };
  }
}
