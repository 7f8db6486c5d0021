import { Button as WechatButton, View } from '@tarojs/components';
import { inLanguage } from '@/platform/language';
import { go } from '@/platform/go';
import { AGREE_BUTTON_ID } from '@/platform/privacy';
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
    agree: 'Agree and continue',
    refuse: 'Decline, just look around',
  },
);

/** Asks once for the agreement and privacy policy, in plain words; declining is as easy. */
export function ConsentSheet() {
  const open = useSession((state) => state.consent === 'asking');
  if (!open) return null;
  return (
    <Sheet open title={words.title} footer={<Answers />}>
      <View className="consent-text">{words.intro}</View>
      {words.points.map((point) => (
        <View key={point} className="consent-point">
          {point}
        </View>
      ))}
      <View className="consent-text">{words.freedom}</View>
      <View className="consent-read">
        {words.read}
        <Document name="agreement" title={words.agreement} />
        <Document name="privacy" title={words.privacy} />
      </View>
    </Sheet>
  );
}

function Document({ name, title }: { name: string; title: string }) {
  return (
    <Tap role="link" className="consent-link" onTap={() => go(`/documents/index?name=${name}`)}>
      {title}
    </Tap>
  );
}

/** In the mini-program the agreeing tap has to be WeChat's own kind of button. */
function Answers() {
  const agree = () => answerConsent('agreed');
  return (
    <View>
      {process.env.TARO_ENV === 'weapp' ? (
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
