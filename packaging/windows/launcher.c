/* nianbao.exe and nianbao-cli.exe: start the bundled Python with our window, or with the command line.
 *
 * The interpreter is python311.dll beside the program; python311._pth beside it says where modules lie, so that
 * neither the registry nor another Python on the machine has a say. NIANBAO_CONSOLE chooses the kind at compile time.
 */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*run_python)(int, wchar_t **);

static int refuse(const wchar_t *sentence)
{
#ifdef NIANBAO_CONSOLE
    DWORD written;
    HANDLE out = GetStdHandle(STD_ERROR_HANDLE);
    if (!WriteConsoleW(out, sentence, (DWORD)wcslen(sentence), &written, NULL)) {
        char text[1024];
        int size = WideCharToMultiByte(CP_UTF8, 0, sentence, -1, text, sizeof text, NULL, NULL);
        if (size > 1)
            WriteFile(out, text, (DWORD)size - 1, &written, NULL);
    }
#else
    MessageBoxW(NULL, sentence, L"\x5e74\x62a5", MB_OK | MB_ICONERROR);
#endif
    return 2;
}

int wmain(int argc, wchar_t **argv)
{
    static wchar_t path[32768];
    static wchar_t *fixed[] = {L"-I", L"-X", L"utf8", L"-m", L"nianbao_start"};
    enum { FIXED = sizeof fixed / sizeof *fixed };

    DWORD length = GetModuleFileNameW(NULL, path, 32768 - 16);
    wchar_t *name = length ? wcsrchr(path, L'\\') : NULL;
    if (!name)
        return refuse(L"\x627e\x4e0d\x5230\x7a0b\x5e8f\x6240\x5728\x7684\x6587\x4ef6\x5939\x3002\n");
    wcscpy(name + 1, L"python311.dll");
    HMODULE library = LoadLibraryExW(path, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    run_python run = library ? (run_python)(void *)GetProcAddress(library, "Py_Main") : NULL;
    if (!run) /* 程序文件不完整，请重新安装。 */
        return refuse(L"\x7a0b\x5e8f\x6587\x4ef6\x4e0d\x5b8c\x6574\xff0c\x8bf7\x91cd\x65b0\x5b89\x88c5\x3002\n");

    wchar_t **all = calloc((size_t)argc + FIXED + 1, sizeof *all);
    if (!all)
        return refuse(L"\x5185\x5b58\x4e0d\x8db3\x3002\n");
    all[0] = argv[0];
    for (int i = 0; i < FIXED; i++)
        all[1 + i] = fixed[i];
    for (int i = 1; i < argc; i++)
        all[FIXED + i] = argv[i];
    return run(argc + FIXED, all);
}
