import { Button as NativeButton } from '@tarojs/components';
import { copy } from '@/platform/clipboard';
import { linkTo, shareSheetPresent } from '@/platform/share';
import { Button } from './button';
import { say } from './say';
import './invite.scss';

interface InviteProps {
  /** The page that is shared; in WeChat, what it says of itself. */
  path: string;
  text: string;
  /** Said where the link was copied. */
  copied: string;
}

/** WeChat's own share sheet; in a browser the link of the page is copied. */
export function Invite({ path, text, copied }: InviteProps) {
  if (shareSheetPresent) {
    return (
      <NativeButton className="button button-primary invite" openType="share">
        {text}
      </NativeButton>
    );
  }
  const copyLink = async () => {
    if (await copy(linkTo(path))) say(copied);
  };
  return <Button text={text} onTap={() => void copyLink()} />;
}
