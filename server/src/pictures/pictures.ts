import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { UploadedPicture } from '@siyu/shared';
import { DataSource, type EntityManager } from 'typeorm';
import { lockShopper } from '../identity/lock-shopper.js';
import { Clock } from '../platform/clock.js';
import { newId } from '../platform/new-id.js';
import { Refusal } from '../platform/refusal.js';
import { isKnownKey, once } from '../platform/idempotency.js';
import { inTransaction, type Tx } from '../platform/transaction.js';
import { encodePicture, inspectPicture } from './encode.js';
import { PictureFiles } from './picture-files.js';
import { PictureUrls } from './picture-url.js';
import {
  attachPictures,
  countUnattached,
  insertPicture,
  pictureNamed,
  pictureNames,
  publicPictureOf,
  type PicturePurpose,
  type PictureRow,
} from './picture.store.js';
import { isPrivate, PrivateUrls } from './private-urls.js';

/** Uploads a shopper may have lying about unused. */
const UNATTACHED_MAX = 30;

/** Pictures: of the catalogue, public and named after their content; of shoppers, private. */
@Injectable()
export class Pictures {
  constructor(
    @Inject(DataSource) private readonly db: DataSource,
    private readonly clock: Clock,
    private readonly files: PictureFiles,
    private readonly urls: PictureUrls,
    private readonly privateUrls: PrivateUrls,
  ) {}

  /**
   * Keeps a picture anyone may see and gives its name; one that is known is not encoded again.
   * @throws Refusal PICTURE_INVALID, PICTURE_TOO_LARGE
   */
  async keepPublic(bytes: Buffer): Promise<string> {
    return (await this.uploadPublic(bytes)).name;
  }

  /** As `keepPublic`, giving all that an uploader is told. */
  async uploadPublic(bytes: Buffer): Promise<UploadedPicture & { name: string }> {
    const sourceHash = sha256(bytes);
    const known = await publicPictureOf(this.db.manager, sourceHash);
    const row = known ?? (await this.keep(await this.encode(bytes, sourceHash, null)));
    const { id, name, width, height } = row;
    return { id, name, width, height, url: this.urls.urlOf(name) };
  }

  /** The name `keepPublic` would give, keeping nothing: null for a picture not yet known. */
  async foresee(bytes: Buffer): Promise<string | null> {
    const known = await publicPictureOf(this.db.manager, sha256(bytes));
    if (!known) await inspectPicture(bytes);
    return known?.name ?? null;
  }

  /** Whether this shop has a public picture of that name. */
  async has(name: string): Promise<boolean> {
    return (await pictureNamed(this.db.manager, name))?.purpose === 'product';
  }

  /**
   * Keeps a picture for its owner and for operators, once per key; unused, it is gone after a day.
   * @throws Refusal PICTURE_INVALID, PICTURE_TOO_LARGE, TOO_MANY_REQUESTS, IDEMPOTENCY_KEY_REUSED
   */
  async uploadPrivate(
    bytes: Buffer,
    owner: { ownerShopperId: string; purpose: Exclude<PicturePurpose, 'product'> },
    key: string,
  ): Promise<UploadedPicture> {
    const ownerId = owner.ownerShopperId;
    const sourceHash = sha256(bytes);
    const isRepeat = await isKnownKey(this.db.manager, ownerId, key);
    if (!isRepeat) await refuseWhenFull(this.db.manager, ownerId);
    const made = await this.encode(bytes, sourceHash, owner);
    const write = { ownerId, key, route: 'POST /shop/pictures', body: sourceHash };
    const first = await inTransaction(this.db, (tx) =>
      once(tx, write, this.clock.now(), async () => {
        await lockShopper(tx, ownerId);
        await refuseWhenFull(tx, ownerId);
        await insertPicture(tx, made);
        const { id, name, width, height } = made;
        return { id, name, width, height };
      }),
    ).catch(async (error: unknown) => {
      await this.removeUnkept(made.name);
      throw error;
    });
    if (first.name !== made.name) await this.files.remove(made.name);
    const { name, ...picture } = first;
    return { ...picture, url: this.privateUrls.sign(name) };
  }

  /**
   * Puts a shopper's uploads to use, each once.
   * @throws Refusal PICTURE_NOT_FOUND unless all are theirs, for this purpose and unused
   */
  async attach(
    tx: Tx,
    ids: readonly string[],
    owner: { ownerShopperId: string; purpose: PicturePurpose },
  ): Promise<void> {
    const wanted = [...new Set(ids)];
    if (wanted.length === 0) return;
    const attached = await attachPictures(tx, wanted, owner, this.clock.now());
    if (attached < wanted.length) throw new Refusal('PICTURE_NOT_FOUND', { pictureIds: wanted });
  }

  /** Addresses by picture id, for someone who may see them; private ones are good for an hour. */
  async urlsFor(ids: readonly string[]): Promise<Map<string, string>> {
    const names = await pictureNames(this.db.manager, ids);
    return new Map([...names].map(([id, name]) => [id, this.urlOfName(name)]));
  }

  /** Other bytes may have made the same picture before: then that one is it. */
  private async keep(made: PictureRow): Promise<PictureRow> {
    await inTransaction(this.db, (tx) => insertPicture(tx, made));
    return (await pictureNamed(this.db.manager, made.name)) ?? made;
  }

  /** A failed transaction may have committed all the same, when only its answer was lost. */
  private async removeUnkept(name: string): Promise<void> {
    if (!(await pictureNamed(this.db.manager, name))) await this.files.remove(name);
  }

  private urlOfName(name: string): string {
    return isPrivate(name) ? this.privateUrls.sign(name) : this.urls.urlOf(name);
  }

  /**
   * Encodes a picture and puts its bytes away; its row is the caller’s to write. A public one is
   * named after its content, a private one by chance, so that it cannot be guessed.
   */
  private async encode(
    bytes: Buffer,
    sourceHash: string,
    owner: { ownerShopperId: string; purpose: PicturePurpose } | null,
  ): Promise<PictureRow> {
    const { webp, width, height } = await encodePicture(bytes);
    const now = this.clock.now();
    const row: PictureRow = {
      id: newId(now),
      name: owner
        ? `private-${randomBytes(16).toString('hex')}.webp`
        : `${sha256(webp).slice(0, 32)}.webp`,
      purpose: owner?.purpose ?? 'product',
      ownerShopperId: owner?.ownerShopperId ?? null,
      sourceHash,
      width,
      height,
      sizeBytes: webp.length,
      attachedAt: owner ? null : now,
      createdAt: now,
    };
    await this.files.put(row.name, webp);
    return row;
  }
}

async function refuseWhenFull(
  db: Pick<EntityManager, 'query'>,
  ownerShopperId: string,
): Promise<void> {
  if ((await countUnattached(db, ownerShopperId)) < UNATTACHED_MAX) return;
  throw new Refusal('TOO_MANY_REQUESTS', { unattachedMax: UNATTACHED_MAX });
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
