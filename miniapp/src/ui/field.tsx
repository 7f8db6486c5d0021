import { Input, Text, View } from '@tarojs/components';
import type { PropsWithChildren } from 'react';
import { accessible } from './accessible';
import './field.scss';

interface FieldProps {
  label: string;
  /** What is wrong with what stands there, or nothing. */
  problem?: string | null;
}

/** A row of a form: its label, whatever is entered, and what is wrong with it. */
export function Field({ label, problem = null, children }: PropsWithChildren<FieldProps>) {
  return (
    <View className="field">
      <View className="field-row">
        <Text className="field-label">{label}</Text>
        <View className="field-value">{children}</View>
      </View>
      {problem === null ? null : (
        <View className="field-problem" {...accessible({ role: 'alert' })}>
          {problem}
        </View>
      )}
    </View>
  );
}

interface TextFieldProps extends FieldProps {
  value: string;
  placeholder: string;
  type?: 'text' | 'number' | 'digit';
  lengthMax?: number;
  onInput: (value: string) => void;
}

/** A row with one line of text. */
export function TextField(props: TextFieldProps) {
  const { label, problem, value, placeholder, type = 'text', lengthMax = 60, onInput } = props;
  return (
    <Field label={label} {...(problem !== undefined && { problem })}>
      <Input
        className="field-input"
        value={value}
        type={type}
        maxlength={lengthMax}
        placeholder={placeholder}
        placeholderClass="placeholder"
        onInput={(event) => onInput(event.detail.value)}
        {...accessible({ 'aria-label': label })}
      />
    </Field>
  );
}
