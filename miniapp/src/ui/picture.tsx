import { Image, Text, View } from '@tarojs/components';
import { useState } from 'react';
import { pictureAddress } from '@/platform/http';
import { attributesHeard } from '@/platform/view';
import './picture.scss';

interface PictureProps {
  /** An address of the shop or of anywhere; null when there is no picture. */
  url: string | null;
  /** Written on the tint when it cannot be had, and read aloud; may be empty. */
  name: string;
  /** What it shows, read aloud instead of the name. */
  alt?: string;
  /** Gives it its size: a picture has none by itself. */
  className: string;
  /** Loads at once; for what is seen first. */
  eager?: boolean;
  /** Shows the whole picture instead of filling its frame. */
  whole?: boolean;
}

const TINTS = 5;

/**
 * A picture on its tint. One that fails or does not exist leaves its name there, never a hole.
 * It is one node as long as all is well: lists of pictures are most of what a page is sent.
 */
export function Picture(props: PictureProps) {
  const { url, name, alt = name, className, eager = false, whole = false } = props;
  const [failedUrl, setFailedUrl] = useState<string | null>(null);
  const look = `picture tint-${tintOf(name)} ${className}`;
  if (url === null || url === failedUrl) {
    return (
      <View className={look}>
        <Text className="picture-name">{name}</Text>
      </View>
    );
  }
  return (
    <Image
      className={look}
      src={pictureAddress(url)}
      mode={whole ? 'aspectFit' : 'aspectFill'}
      lazyLoad={!eager}
      onError={() => setFailedUrl(url)}
      {...(attributesHeard && { imgProps: { alt } })}
    />
  );
}

/** The same name always has the same tint. */
function tintOf(name: string): number {
  let sum = 0;
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum % TINTS;
}
