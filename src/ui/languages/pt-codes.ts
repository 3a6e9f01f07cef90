/**
 * Every code's words in Portuguese; the terms are those of `pt.ts`.
 */
import type { CodeTexts } from '../code-texts.ts';

const FROM_SOURCE = 'Copie-o ou exporte-o de novo a partir da origem.';
const EXPORT_AGAIN = 'Exporte-o de novo a partir da origem.';
const SAVE_AS_PNG = 'Salve como PNG ou JPEG e adicione esse arquivo.';
const EXPORT_UNCOMPRESSED = 'Exporte sem compressão (Explicit VR Little Endian) ou como PNG de 16 bits.';
const EXPORT_GREY = 'Exporte a radiografia em tons de cinza (MONOCHROME2).';
const ADD_ITSELF = 'Adicione a própria radiografia em PNG ou JPEG.';
const SAVE_8_OR_16 = 'Salve com 8 ou 16 bits por pixel e adicione esse arquivo.';
const SAVE_SMALLER = 'Salve em tamanho menor e adicione esse arquivo.';
const UNPACK = 'Descompacte-o e adicione a pasta ou as imagens que ele contém.';
const DISTRUST = 'Não confie no pacote; peça as próprias imagens.';
const RETRY = 'Tente de novo.';
const COMPARE_SOURCE = 'Compare a radiografia com a original.';
const ADD_FRONTAL = 'Adicione a incidência frontal; mostre os números somente se o arquivo estiver errado.';
const ADD_CHEST = 'Adicione uma radiografia de tórax; mostre os números somente se o arquivo estiver errado.';
const UPLOAD_BUILD = 'Peça a quem hospeda esta página que envie a compilação completa.';

/** The texts of all codes. */
export const codes: CodeTexts = {
  rejections: {
    'empty-file': { problem: 'O arquivo está vazio.', action: FROM_SOURCE },
    'system-file': {
      problem: 'Este é um arquivo do sistema operacional, não uma imagem.',
      action: 'Nada a fazer: deixe-o de fora.',
    },
    'unknown-format': {
      problem: 'O conteúdo não é um formato de imagem conhecido.',
      action: 'Adicione uma radiografia de tórax em DICOM, PNG ou JPEG.',
    },
    'format-dicomdir': {
      problem: 'Este é um diretório DICOM: lista imagens, mas não contém nenhuma.',
      action: 'Adicione a pasta em que ele está: as imagens estão nos arquivos que ele lista.',
    },
    'dicom-no-pixels': {
      problem: 'Este arquivo DICOM não contém imagem (só um laudo, um documento ou um cabeçalho).',
      action: 'Adicione o arquivo da própria radiografia.',
    },
    'dicom-too-few-pixels': {
      problem: 'Este arquivo DICOM contém menos pixels do que declara.',
      action: EXPORT_AGAIN,
    },
    'dicom-multi-frame': {
      problem: 'Este arquivo DICOM contém várias imagens.',
      action: 'Escolha o quadro desejado; ele entra na lista como uma radiografia à parte.',
    },
    'dicom-colour': {
      problem: 'Esta imagem DICOM está gravada em cores e por isso não é lida como radiografia.',
      action: EXPORT_GREY,
    },
    'dicom-palette': {
      problem:
        'Esta imagem DICOM está gravada com uma paleta de cores e por isso não é lida como radiografia.',
      action: EXPORT_GREY,
    },
    'dicom-bit-depth': {
      problem: 'Esta imagem DICOM não tem de 8 a 16 bits por pixel.',
      action: 'Exporte de novo com 8 ou 16 bits alocados.',
    },
    'dicom-jpeg-12-bit': {
      problem:
        'Este arquivo DICOM está comprimido em JPEG de 12 bits (Extended, Process 2 e 4), que não é lido.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-retired': {
      problem: 'Este arquivo DICOM está comprimido em um tipo de JPEG já abandonado, que não é lido.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg-point-transform': {
      problem:
        'Este arquivo DICOM está comprimido em JPEG sem perdas com os bits mais baixos omitidos, que não é lido.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpeg2000-multi': {
      problem: 'Este arquivo DICOM está comprimido em JPEG 2000 Part 2 (multicomponente), que não é lido.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpegxl': {
      problem: 'Este arquivo DICOM está comprimido em JPEG XL, que não é lido.',
      action: EXPORT_UNCOMPRESSED,
    },
    'dicom-jpip': {
      problem: 'Este arquivo DICOM aponta para pixels em um servidor (JPIP) e não contém nenhum.',
      action: 'Exporte a imagem com os pixels.',
    },
    'dicom-video': {
      problem: 'Este arquivo DICOM contém um vídeo (MPEG-2, H.264, HEVC ou ST 2110), que não é lido.',
      action: 'Salve como PNG o quadro desejado e adicione esse arquivo.',
    },
    'dicom-syntax-unknown': {
      problem: 'Este arquivo DICOM está gravado em uma sintaxe de transferência desconhecida aqui.',
      action: EXPORT_UNCOMPRESSED,
    },
    'format-tiff': {
      problem:
        'Esta imagem TIFF é de um tipo que não é lido (tintas, transparência, uma compressão incomum).',
      action: SAVE_AS_PNG,
    },
    'tiff-jpeg': {
      problem: 'Os pixels desta imagem TIFF estão comprimidos em JPEG, que não é lido.',
      action: SAVE_AS_PNG,
    },
    'tiff-fax': {
      problem: 'Esta imagem TIFF é um fax (compressão CCITT, preto e branco), que não é lido.',
      action: 'Adicione a própria radiografia em tons de cinza, em DICOM, PNG ou JPEG.',
    },
    'tiff-palette': {
      problem:
        'Esta imagem TIFF está gravada com uma paleta de cores e por isso não é lida como radiografia.',
      action: 'Salve em tons de cinza como PNG ou TIFF e adicione esse arquivo.',
    },
    'tiff-float': {
      problem:
        'Esta imagem TIFF contém números de ponto flutuante, para os quais não há preto e branco convencionados.',
      action: SAVE_8_OR_16,
    },
    'tiff-bit-depth': { problem: 'Esta imagem TIFF não tem 8 ou 16 bits por pixel.', action: SAVE_8_OR_16 },
    'format-webp': {
      problem: 'Esta imagem WebP é animada ou transparente; só são lidas as fixas e opacas.',
      action: SAVE_AS_PNG,
    },
    'format-bmp': {
      problem: 'Esta imagem BMP é de um tipo que não é lido (run-length, 16 ou 32 bits, OS/2).',
      action: SAVE_AS_PNG,
    },
    'format-gif': { problem: 'Esta é uma imagem GIF, que não é lida.', action: SAVE_AS_PNG },
    'format-heic': {
      problem: 'Esta é uma imagem HEIC (foto de celular), que não é lida.',
      action: SAVE_AS_PNG,
    },
    'format-avif': {
      problem: 'Esta imagem AVIF é animada ou transparente; só são lidas as fixas e opacas.',
      action: SAVE_AS_PNG,
    },
    'avif-unsupported': { problem: 'Este navegador não lê imagens AVIF.', action: SAVE_AS_PNG },
    'pixels-withheld': {
      problem:
        'Do modo como está configurado, ou como a página foi aberta, este navegador não dá à página os pixels de uma imagem assim.',
      action: 'Salve como PNG e adicione esse arquivo.',
    },
    'format-jpeg2000': {
      problem: 'Esta é uma imagem JPEG 2000, que ainda não é lida.',
      action: SAVE_AS_PNG,
    },
    'format-jpegls': { problem: 'Esta é uma imagem JPEG-LS, que ainda não é lida.', action: SAVE_AS_PNG },
    'format-jpegxl': { problem: 'Esta é uma imagem JPEG XL, que não é lida.', action: SAVE_AS_PNG },
    'format-icon': { problem: 'Este é um ícone, não uma radiografia.', action: 'Deixe-o de fora.' },
    'format-psd': { problem: 'Este é um documento do Photoshop, que não é lido.', action: SAVE_AS_PNG },
    'format-nifti': { problem: 'Este é um volume NIfTI, que não é lido.', action: SAVE_AS_PNG },
    'format-document': {
      problem: 'Este é um documento de escritório ou um depósito de miniaturas, não uma imagem.',
      action: ADD_ITSELF,
    },
    'format-svg': { problem: 'Este é um desenho SVG, não uma radiografia.', action: ADD_ITSELF },
    'format-html': { problem: 'Esta é uma página da web, não uma radiografia.', action: ADD_ITSELF },
    'format-pdf': {
      problem: 'Este é um documento PDF, que não é lido.',
      action: 'Exporte a radiografia contida nele como PNG ou JPEG e adicione esse arquivo.',
    },
    'format-zip': {
      problem: 'Este é um pacote ZIP com outro nome dentro de um pacote, que não é lido.',
      action: UNPACK,
    },
    'zip-damaged': {
      problem:
        'O pacote ZIP, ou este arquivo dentro dele, está danificado: a soma de verificação ou os tamanhos estão errados.',
      action: 'Copie ou baixe o pacote de novo, por inteiro.',
    },
    'zip-encrypted': {
      problem: 'Está protegido por uma senha, que não é pedida aqui.',
      action: 'Descompacte o pacote e adicione a pasta ou as imagens que ele contém.',
    },
    'zip-compression': {
      problem: 'Este arquivo está comprimido dentro do pacote ZIP de um modo que não é lido.',
      action: 'Descompacte o pacote e adicione a pasta ou as imagens que ele contém.',
    },
    'zip-split': {
      problem: 'Esta é uma parte de um pacote ZIP dividido.',
      action: 'Descompacte todas as partes juntas e adicione a pasta ou as imagens que elas contêm.',
    },
    'zip-empty': { problem: 'O pacote ZIP não contém arquivos.', action: 'Crie o pacote de novo.' },
    'zip-nested': {
      problem: 'Este é um pacote ZIP dentro de um pacote dentro de outro, que não é lido.',
      action: 'Descompacte o pacote externo e adicione o que ele contém.',
    },
    'zip-unsafe-name': {
      problem: 'O nome deste arquivo no pacote ZIP aponta para fora do pacote.',
      action: DISTRUST,
    },
    'zip-bomb': {
      problem: 'O pacote ZIP declara muito mais dados do que radiografias têm.',
      action: DISTRUST,
    },
    'format-archive': { problem: 'Este é um pacote comprimido, que não é lido.', action: UNPACK },
    'format-video': {
      problem: 'Este é um vídeo, que não é lido.',
      action: 'Salve um quadro como PNG ou JPEG e adicione esse arquivo.',
    },
    'jpeg-lossless': { problem: 'Este é um JPEG sem perdas, que ainda não é lido.', action: SAVE_AS_PNG },
    'jpeg-arithmetic': {
      problem: 'Este JPEG usa codificação aritmética, que os navegadores não leem.',
      action: SAVE_AS_PNG,
    },
    'jpeg-hierarchical': {
      problem: 'Este JPEG é hierárquico, o que os navegadores não leem.',
      action: SAVE_AS_PNG,
    },
    'jpeg-12-bit': {
      problem: 'Este JPEG tem 12 bits por pixel, o que os navegadores não leem.',
      action: 'Salve como PNG de 16 bits e adicione esse arquivo.',
    },
    truncated: {
      problem: 'O arquivo termina antes da imagem.',
      action: 'Copie-o ou baixe-o de novo, por inteiro.',
    },
    corrupt: { problem: 'O arquivo está danificado.', action: FROM_SOURCE },
    'labels-used': {
      problem: 'Esta tabela não é uma imagem: seus rótulos foram associados às radiografias que ela nomeia.',
      action: 'Abra “Conjunto próprio” para ver como o modelo se sai nelas.',
    },
    'labels-no-columns': {
      problem: 'Esta tabela não tem uma coluna de nomes de arquivo ao lado de uma de rótulos.',
      action: 'Chame-as “file” e “label”, com normal ou pneumonia em cada linha, e adicione-a de novo.',
    },
    'labels-no-names': {
      problem: 'Esta tabela tem rótulos, mas nenhuma coluna de nomes de arquivo.',
      action: 'Chame essa coluna de “file” e adicione a tabela de novo.',
    },
    'labels-no-labels': {
      problem: 'Esta tabela nomeia arquivos, mas não se sabe qual coluna contém os rótulos.',
      action:
        'Chame essa coluna de “label”, com normal ou pneumonia em cada linha, e adicione a tabela de novo.',
    },
    'labels-no-classes': {
      problem: 'Nenhum rótulo desta tabela é normal ou pneumonia (ou 0 ou 1).',
      action: 'Escreva os rótulos com essas palavras e adicione-a de novo.',
    },
    'labels-own-results': {
      problem: 'Esta tabela é uma exportação desta página: seus achados são do modelo, não a verdade.',
      action: 'Adicione uma tabela com rótulos feitos sem o modelo.',
    },
    'too-small': {
      problem: 'A imagem é pequena demais para ser lida: o lado menor tem menos de 200 pixels.',
      action: 'Adicione a radiografia em tamanho original.',
    },
    'too-large': {
      problem: 'A imagem tem mais de 64 megapixels, ou o arquivo mais de 512 MB.',
      action: SAVE_SMALLER,
    },
    'near-constant': {
      problem: 'A imagem é quase de um único tom de cinza.',
      action: 'Verifique se foi exportada com a janela certa e adicione-a de novo.',
    },
    'colour-image': {
      problem: 'A imagem é colorida e portanto não é uma radiografia.',
      action: 'Adicione uma radiografia de tórax em tons de cinza.',
    },
    'not-a-chest-radiograph': {
      problem: 'A imagem não parece uma radiografia frontal de tórax e por isso não recebe número.',
      action: 'Adicione a própria radiografia frontal de tórax: na posição correta, ocupando toda a imagem.',
    },
    'not-a-chest-as-it-lies': {
      problem:
        'Tal como está, a imagem não parece uma radiografia frontal de tórax; pode estar girada ou invertida.',
      action: 'Leia-a de novo como sugerido, ou adicione a própria radiografia frontal de tórax.',
    },
  },
  failures: {
    cancelled: { problem: 'Foi cancelado antes de ser lido.', action: RETRY },
    'engine-locked': {
      problem: 'Nenhum motor de cálculo deste computador passou no autoteste, então nada é calculado.',
      action: 'Veja o aviso sobre o motor de cálculo; recarregue a página e tente de novo.',
    },
    'engine-lost': {
      problem: 'O processador gráfico deixou de responder durante o cálculo.',
      action: RETRY,
    },
    'not-a-number': {
      problem: 'O motor de cálculo devolveu algo que não é um número.',
      action: 'Tente de novo; se acontecer outra vez, recarregue a página com ?backend=wasm.',
    },
    'prediction-failed': { problem: 'O cálculo falhou.', action: RETRY },
    'decode-failed': {
      problem: 'A decodificação falhou inesperadamente.',
      action: 'Tente de novo ou salve como PNG.',
    },
    'decode-timeout': {
      problem: 'A decodificação demorou demais e foi interrompida.',
      action: 'Tente de novo ou salve a imagem em tamanho menor.',
    },
    'decoder-crashed': {
      problem: 'O decodificador parou, talvez por falta de memória.',
      action: 'Feche outras abas e tente de novo.',
    },
    'file-not-readable': {
      problem: 'O navegador não conseguiu ler o arquivo: foi movido, alterado ou não é permitido.',
      action: 'Adicione o arquivo de novo.',
    },
  },
  warnings: {
    'canvas-noise': {
      problem: 'Este navegador altera os pixels lidos de um canvas (proteção contra rastreamento).',
      action: 'Use arquivos PNG, que são lidos com exatidão, ou permita o acesso ao canvas nesta página.',
    },
    'colour-tint': {
      problem: 'A imagem é levemente colorida; só o brilho foi lido.',
      action: 'Se puder, exporte a radiografia em tons de cinza.',
    },
    'low-contrast': {
      problem: 'A imagem usa uma pequena parte da sua escala de cinza.',
      action: 'Se puder, exporte-a com a janela completa.',
    },
    saturated: {
      problem: 'Grande parte do centro da imagem é preto ou branco puro: ali o detalhe se perdeu.',
      action: 'Se puder, exporte-a com uma janela mais ampla ou a partir do arquivo original.',
    },
    'wide-border': {
      problem: 'Mais de um quarto da imagem é uma moldura vazia, e o modelo lê a moldura junto.',
      action: 'Recorte a imagem na radiografia e adicione esse arquivo.',
    },
    'burned-in-text': {
      problem: 'Há texto gravado nos pixels da imagem; ele pode identificar o paciente.',
      action: 'Examine a imagem antes de compartilhá-la, ou seu mapa de calor, ou uma captura.',
    },
    'read-inverted': {
      problem: 'Preto e branco foram trocados antes da leitura, como solicitado.',
      action: COMPARE_SOURCE,
    },
    'read-turned': {
      problem: 'A imagem foi girada antes da leitura, como solicitado.',
      action: COMPARE_SOURCE,
    },
    'dicom-window-ignored': {
      problem:
        'A janela de exibição deste arquivo DICOM não mostra nada; foi usada a faixa dos próprios pixels.',
      action: 'Compare a imagem com o que mostra o visualizador de origem.',
    },
    'tiff-first-page': {
      problem: 'O arquivo TIFF tem várias páginas; só a primeira foi lida.',
      action: 'Salve a página desejada como arquivo próprio.',
    },
    'animated-first-frame': {
      problem: 'O arquivo contém uma animação; só a imagem fixa foi lida.',
      action: 'Salve o quadro desejado como arquivo próprio.',
    },
  },
  withholdings: {
    'unlike-training-data': {
      problem:
        'A imagem difere das radiografias com que o modelo aprendeu; a resposta dele pode não significar nada.',
      action:
        'Verifique se é uma radiografia frontal de tórax de uma criança; mostre os números somente em caso afirmativo.',
    },
    'film-inverted': {
      problem:
        'A radiografia parece invertida, com o ar branco e o osso preto, se é que se trata de uma radiografia frontal de tórax.',
      action: 'Inverta-a e leia de novo; mostre os números somente se ela estiver certa como está.',
    },
    'film-turned': {
      problem:
        'A radiografia parece deitada ou de cabeça para baixo, se é que se trata de uma radiografia frontal de tórax.',
      action:
        'Gire-a para a posição correta e leia de novo; mostre os números somente se ela já estiver correta.',
    },
    'dicom-adult': {
      problem:
        'O arquivo DICOM diz que o paciente tem 18 anos ou mais; o modelo aprendeu com crianças pequenas.',
      action:
        'Use uma ferramenta feita para adultos; mostre os números somente se a idade no arquivo estiver errada.',
    },
    'dicom-lateral': {
      problem:
        'O arquivo DICOM diz que esta é uma incidência lateral; o modelo aprendeu com incidências frontais.',
      action: ADD_FRONTAL,
    },
    'dicom-not-frontal': {
      problem: 'O arquivo DICOM diz que a incidência não é nem AP nem PA.',
      action: ADD_FRONTAL,
    },
    'dicom-not-chest': { problem: 'O arquivo DICOM diz que não se trata do tórax.', action: ADD_CHEST },
    'dicom-other-modality': {
      problem: 'O arquivo DICOM diz que a imagem vem de um aparelho que não é de radiografia.',
      action: ADD_CHEST,
    },
  },
  locks: {
    'backend-unknown': {
      problem: 'O endereço pede um backend que não existe.',
      action: 'Use ?backend=webgpu, ?backend=webgl, ?backend=wasm ou ?backend=cpu, ou nenhum.',
    },
    'backend-unavailable': {
      problem: 'O backend pedido no endereço não funciona aqui.',
      action: 'Abra a página sem ?backend.',
    },
    'self-test-failed': {
      problem: 'O motor de cálculo não dá os números que tem de dar.',
      action: 'Abra a página em outro navegador ou atualize o driver de vídeo.',
    },
    'asset-missing': { problem: 'Falta um arquivo do modelo no servidor.', action: UPLOAD_BUILD },
    'asset-is-html': {
      problem: 'O servidor enviou uma página da web em vez de um arquivo do modelo.',
      action: UPLOAD_BUILD,
    },
    'asset-unreachable': {
      problem: 'Não foi possível obter um arquivo do modelo.',
      action: 'Verifique a conexão e recarregue a página.',
    },
    'asset-corrupt': {
      problem: 'Um arquivo do modelo não é o que foi publicado.',
      action: 'Recarregue a página; se persistir, peça a quem a hospeda que envie a compilação completa.',
    },
    'card-invalid': {
      problem: 'A ficha do modelo está malformada ou não corresponde ao modelo.',
      action: UPLOAD_BUILD,
    },
    'model-invalid': {
      problem: 'O modelo não pode ser carregado ou não tem a forma que deve ter.',
      action: UPLOAD_BUILD,
    },
  },
};
