#include <libxml/xmlversion.h>
// Debian builds libxml2 with ICU; its headers then clash with the ICU inside Foundation. Nothing here needs them.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/xmlreader.h>
#include <libxml/xmlerror.h>
