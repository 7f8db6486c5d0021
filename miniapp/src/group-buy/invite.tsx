import { Button as NativeButton } from '@tarojs/components';
import { copy } from '@/platform/clipboard';
import { linkTo, shareSheetPresent } from '@/platform/share';
import { Button } from '@/ui/button';
import { say } from '@/ui/say';
import { words } from './wording';
import './invite.scss';

/** WeChat's own share sheet; in a browser the link of the page is copied. */
export function Invite({ path }: { path: string }) {
  if (shareSheetPresent) {
    return (
      <NativeButton className="button button-primary invite" openType="share">
        {words.invite}
      </NativeButton>
    );
  }
  const copyLink = async () => {
    if (await copy(linkTo(path))) say(words.copied);
  };
  return <Button text={words.invite} onTap={() => void copyLink()} />;
}
