import { Button as NativeButton } from '@tarojs/components';
import { copy } from '@/platform/clipboard';
import { inLanguage } from '@/platform/language';
import { linkTo, shareSheetPresent } from '@/platform/share';
import { track } from '@/platform/track';
import { Tap } from '@/ui/tap';
import { say } from '@/ui/say';
import './share-button.scss';

const copied = inLanguage('链接已复制，发给好友吧', 'Link copied');

interface ShareButtonProps {
  text: string;
  /** With the code in it, see `useSharedPath`. */
  path: string;
  /** `corner` lies on a picture, the others stand where buttons do. */
  kind: 'primary' | 'secondary' | 'corner';
}

/** WeChat's own share sheet, by what the page shares; in a browser its link is copied. */
export function ShareButton({ text, path, kind }: ShareButtonProps) {
  const look = kind === 'corner' ? 'share-corner' : `button button-${kind} share-button`;
  if (shareSheetPresent) {
    return (
      <NativeButton
        className={look}
        openType="share"
        onClick={() => track('shared', { mark: 'card' })}
      >
        {text}
      </NativeButton>
    );
  }
  const copyLink = async () => {
    track('shared', { mark: 'link' });
    if (await copy(linkTo(path))) say(copied);
  };
  return (
    <Tap className={look} onTap={() => void copyLink()}>
      {text}
    </Tap>
  );
}
