/** The words of the model card: what the model is for, what it can't do, where its data comes from. */
export const CARD_TEXT = {
  name: 'Lungfield classifier',
  version: '0.1.0',
  intendedUse:
    'Research and teaching: splits the probability of a frontal (AP) chest radiograph of a child of 1 to 5 years between normal and pneumonia, as labelled in the Guangzhou data set. Not a medical device; not for diagnosis.',
  limits: [
    'Trained on one hospital (Guangzhou Women and Children’s Medical Center); not shown to work on children of other hospitals, where a published network of this kind fell to an AUROC of 0.54.',
    'Not for adults, lateral views, or any film that is not a frontal chest radiograph.',
    'The label is the data set’s “pneumonia”, not the WHO’s endpoint consolidation; bacterial and viral are not told apart.',
    'Probabilities assume that normal and pneumonia are equally likely beforehand.',
    'Trained on copies of 224 x 224 pixels at JPEG quality 75.',
  ],
  licence:
    'MIT; the weights were trained further from those of EfficientNet-Lite0 (Google, trained on ImageNet), which are Apache 2.0; the training data is CC BY 4.0',
  citation:
    'Kermany DS, Goldbaum M, Cai W, et al. Identifying Medical Diagnoses and Treatable Diseases by Image-Based Deep Learning. Cell 2018;172(5):1122-1131.',
  data: {
    name: 'Labeled Optical Coherence Tomography (OCT) and Chest X-Ray Images for Classification, chest X-rays, train and val',
    citation: 'Kermany D, Zhang K, Goldbaum M. Mendeley Data, V2, 2018. doi:10.17632/rscbjbr9sj.2',
    licence: 'CC BY 4.0',
  },
} as const;
