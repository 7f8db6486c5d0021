import { Button as WechatButton, View } from '@tarojs/components';
import { useEffect, useState } from 'react';
import { inLanguage } from '@/platform/language';
import { go } from '@/platform/go';
import { AGREE_BUTTON_ID, guideToAgreeTo, openGuide, WECHAT_MAY_ASK } from '@/platform/privacy';
import { Button } from '@/ui/button';
import { Sheet } from '@/ui/sheet';
import { Tap } from '@/ui/tap';
import { answerConsent, useSession } from './store';
import './consent-sheet.scss';

const words = inLanguage(
  {
    title: '使用前请了解',
    intro: '为了完成登录、下单和配送，我们会在您需要时处理以下信息：',
    points: [
      '微信身份标识：用于登录并保存购物车和订单',
      '收货人、电话和地址：仅用于配送您的订单',
      '售后照片：仅在您上传时使用',
    ],
    freedom: '不同意也可以继续浏览商品；需要下单时我们会再次征求同意。',
    read: '阅读全文',
    agreement: '《用户协议》',
    privacy: '《隐私政策》',
    guide: '《小程序隐私保护指引》',
    agree: '同意并继续',
    refuse: '不同意，仅浏览',
  },
  {
    title: 'Before you start',
    intro: 'To log you in and deliver your orders we process, only when needed:',
    points: [
      'your WeChat identity: to log in and keep cart and orders',
      'recipient, phone and address: only to deliver your orders',
      'after-sale pictures: only those you upload',
    ],
    freedom: 'You can decline and still look around; we ask again when you order.',
    read: 'Read in full: ',
    agreement: 'Terms',
    privacy: 'Privacy policy',
    guide: 'WeChat privacy guide',
    agree: 'Agree and continue',
    refuse: 'Decline, just look around',
  },
);

/** Asks once for the agreement and privacy policy, in plain words; declining is as easy. */
export function ConsentSheet() {
  const open = useSession((state) => state.consent === 'asking');
  return open ? <Asking /> : null;
}

function Asking() {
  const guide = useGuide();
  return (
    <Sheet open title={words.title} footer={<Answers atWechat={guide !== null} />}>
      <View className="consent-text">{words.intro}</View>
      {words.points.map((point) => (
        <View key={point} className="consent-point">
          {point}
        </View>
      ))}
      <View className="consent-text">{words.freedom}</View>
      <View className="consent-read">
        {words.read}
        <Link title={words.agreement} onTap={() => go('/documents/index?name=agreement')} />
        <Link title={words.privacy} onTap={() => go('/documents/index?name=privacy')} />
        {guide === null ? null : <Link title={guide || words.guide} onTap={openGuide} />}
      </View>
    </Sheet>
  );
}

/**
 * The name of WeChat's guide that is to be agreed to as well, or null. Until WeChat has answered it
 * is taken to be wanted, as it is for everyone who is new.
 */
function useGuide(): string | null {
  const [guide, setGuide] = useState(WECHAT_MAY_ASK ? '' : null);
  useEffect(() => void guideToAgreeTo().then(setGuide), []);
  return guide;
}

function Link({ title, onTap }: { title: string; onTap: () => void }) {
  return (
    <Tap role="link" className="consent-link" onTap={onTap}>
      {title}
    </Tap>
  );
}

/** Where WeChat wants its guide agreed to, the tap has to be on WeChat's own kind of button. */
function Answers({ atWechat }: { atWechat: boolean }) {
  const agree = () => answerConsent('agreed');
  return (
    <View>
      {atWechat ? (
        <WechatButton
          id={AGREE_BUTTON_ID}
          className="button button-primary consent-agree"
          openType="agreePrivacyAuthorization"
          onAgreePrivacyAuthorization={agree}
        >
          {words.agree}
        </WechatButton>
      ) : (
        <Button text={words.agree} onTap={agree} />
      )}
      <Button kind="quiet" text={words.refuse} onTap={() => answerConsent('refused')} />
    </View>
  );
}
