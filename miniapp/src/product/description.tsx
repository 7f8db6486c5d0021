import { RichText, View } from '@tarojs/components';
import { apiUrl } from '@/platform/http';
import { inLanguage } from '@/platform/language';
import './description.scss';

/** The product in the shop's own words and pictures. */
export function Description({ html }: { html: string }) {
  if (html === '') return null;
  return (
    <View className="description">
      <View className="description-title">{inLanguage('商品介绍', 'About')}</View>
      <RichText className="description-text" nodes={fitted(html)} />
    </View>
  );
}

/** Rich text takes no style sheet: what must fit the page says so itself. */
function fitted(html: string): string {
  return html
    .replace(/<img /g, '<img style="display:block;max-width:100%;height:auto" ')
    .replace(/src="\//g, `src="${apiUrl}/`)
    .replace(/<p>/g, '<p style="margin:0 0 12px">')
    .replace(/<(ul|ol)>/g, '<$1 style="margin:0 0 12px;padding-left:20px">');
}
