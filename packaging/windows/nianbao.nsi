; The Windows installer: per user, no administrator, Chinese, silent with /S (and /D=PATH as the last word).
; Given on the command line: VERSION, SOURCE (the assembled folder), TARGET (the installer to write); QUICK packs loosely.
; Exit codes of a silent run: 0 done, 2 a file could not be written, 3 the program is running, 4 the place will not do.
Unicode true
Target amd64-unicode
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
  SetCompressorDictSize 32
!endif
SetDatablockOptimize on
SetDateSave off
RequestExecutionLevel user
ManifestDPIAware true
AllowSkipFiles off ; a program with a file left out would be worse than none

!include MUI2.nsh
!include FileFunc.nsh ; DirState
!include LogicLib.nsh
!include WinVer.nsh

!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\nianbao"
!define CLASSES "Software\Classes"
!define PROGID "nianbao.report"
!define OLDEST_BUILD 17763 ; Windows 10, version 1809: the oldest that Qt 6.8 runs on

Name "年报"
OutFile "${TARGET}"
InstallDir "$LOCALAPPDATA\Programs\nianbao"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
BrandingText "年报 ${VERSION}"

VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=2052 "ProductName" "年报"
VIAddVersionKey /LANG=2052 "FileDescription" "年报安装程序"
VIAddVersionKey /LANG=2052 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=2052 "LegalCopyright" "Apache License 2.0"

Var Hindrance ; why it cannot be done now, as a sentence; empty when nothing is in the way
Var HindranceCode
Var Earlier ; the folder of an earlier installation, empty when there is none
Var Data ; where the person's reports lie
Var Left ; what the uninstaller could not remove, as a sentence

!define MUI_ICON "${SOURCE}\..\program.ico"
!define MUI_UNICON "${SOURCE}\..\program.ico"
!define MUI_WELCOMEFINISHPAGE_BITMAP "${SOURCE}\..\side.bmp"
!define MUI_UNWELCOMEFINISHPAGE_BITMAP "${SOURCE}\..\side.bmp"
!define MUI_WELCOMEPAGE_TITLE "安装年报 ${VERSION}"
!define MUI_WELCOMEPAGE_TEXT "年报用来编写政府信息公开工作年度报告，全程不联网。$\r$\n$\r$\n安装不需要管理员权限。已经装过旧版本的，直接安装新版本即可，报告都会保留；正在使用年报的，请先关闭它。$\r$\n$\r$\n$_CLICK"
!insertmacro MUI_PAGE_WELCOME
!define MUI_PAGE_HEADER_SUBTEXT "选择年报的安装文件夹。"
!define MUI_DIRECTORYPAGE_TEXT_DESTINATION "安装到"
!define MUI_DIRECTORYPAGE_TEXT_TOP "年报将安装到下面的文件夹，一般不用改动。报告另外保存在您的数据文件夹里，不在这里。$\r$\n$\r$\n可用空间不够时不能安装：请腾出空间，或者换一个磁盘。"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE LeaveFolder
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "年报已经装好"
!define MUI_FINISHPAGE_TEXT "桌面和开始菜单里都有“年报”的图标，双击即可打开。$\r$\n$\r$\n打开后按 F1 看使用手册。"
!define MUI_FINISHPAGE_RUN "$INSTDIR\nianbao.exe"
!define MUI_FINISHPAGE_RUN_TEXT "立即打开年报"
!insertmacro MUI_PAGE_FINISH

!define MUI_PAGE_HEADER_SUBTEXT "只删除程序，不删除报告。"
!define MUI_UNCONFIRMPAGE_TEXT_LOCATION "程序所在文件夹："
!define MUI_UNCONFIRMPAGE_TEXT_TOP "将从这台电脑上卸载年报。您的报告不会删除，仍保存在：$\r$\n$Data"
!define MUI_PAGE_CUSTOMFUNCTION_LEAVE un.LeaveConfirm
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TITLE "年报已经卸载"
!define MUI_FINISHPAGE_TEXT "您的报告没有删除，仍保存在：$\r$\n$Data$\r$\n$\r$\n以后重新安装年报，打开就能看到。$Left"
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "SimpChinese"
LangString ^ErrorWriting 2052 "磁盘已满，或者文件被杀毒软件拦住，安装没有完成。处理之后请重新安装，您的报告不受影响。写不进去的文件："
LangString ^FileError_NoIgnore 2052 "文件写不进去：$\r$\n$0$\r$\n$\r$\n可能是磁盘已满，或者文件被杀毒软件拦住。处理之后点“重试”；点“取消”则停止安装，您的报告不受影响。"

!macro Hinder code sentence
  StrCpy $HindranceCode ${code}
  StrCpy $Hindrance "${sentence}"
!macroend

; A running program, with a window or not, holds its interpreter.
!macro HinderWhileRunning folder
  ${If} ${FileExists} "${folder}\python311.dll"
    ClearErrors
    FileOpen $0 "${folder}\python311.dll" a
    ${If} ${Errors}
      !insertmacro Hinder 3 "年报正在运行。请先关闭它的所有窗口，再继续。"
    ${Else}
      FileClose $0
    ${EndIf}
  ${EndIf}
!macroend

!macro FindData
  ReadEnvStr $Data NIANBAO_HOME
  ${If} $Data == ""
    StrCpy $Data "$LOCALAPPDATA\nianbao"
  ${EndIf}
!macroend

; Only what an installer put there goes; files that a person laid into the folder stay.
!macro RemoveProgram
  RMDir /r "$INSTDIR\Lib"
  Delete "$INSTDIR\nianbao.exe"
  Delete "$INSTDIR\nianbao-cli.exe"
  Delete "$INSTDIR\python3.dll"
  Delete "$INSTDIR\python311.dll"
  Delete "$INSTDIR\libffi-8.dll"
  Delete "$INSTDIR\msvcp140*.dll"
  Delete "$INSTDIR\vcruntime140*.dll"
  Delete "$INSTDIR\python311._pth"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\COMPONENTS.txt"
!macroend

Function LeaveFolder
  Call FindHindrance
  ${If} $Hindrance != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Hindrance"
    Abort
  ${EndIf}
FunctionEnd

Function .onInit
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    MessageBox MB_OK|MB_ICONSTOP "年报需要 Windows 10（1809）或更新的版本，这台电脑上不能安装。" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  ReadRegStr $Earlier HKCU "${KEY}" "InstallLocation"
  ${IfNot} ${FileExists} "$Earlier\uninstall.exe"
    StrCpy $Earlier ""
  ${EndIf}
FunctionEnd

Section "年报" PROGRAM
  Call FindHindrance
  ${If} $Hindrance != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Hindrance" /SD IDOK
    SetErrorLevel $HindranceCode
    Quit
  ${EndIf}
  ${If} $Earlier != ""
  ${AndIf} $Earlier != $INSTDIR
    ; Moved to another folder: the copy in the old one goes, else it would stay for ever.
    ExecWait '"$Earlier\uninstall.exe" /S _?=$Earlier'
    Delete "$Earlier\uninstall.exe"
  ${EndIf}
  SetOutPath "$INSTDIR"
  WriteUninstaller "$INSTDIR\uninstall.exe" ; first: it marks the folder as ours, also when the rest fails
  !insertmacro RemoveProgram
  File /r "${SOURCE}\*.*"
  ${If} $Earlier != "" ; only now: the system takes its time to let go of the uninstaller
  ${AndIf} $Earlier != $INSTDIR
    RMDir "$Earlier"
  ${EndIf}

  CreateDirectory "$SMPROGRAMS\年报"
  CreateShortcut "$SMPROGRAMS\年报\年报.lnk" "$INSTDIR\nianbao.exe"
  CreateShortcut "$SMPROGRAMS\年报\卸载年报.lnk" "$INSTDIR\uninstall.exe"
  ${If} $Earlier == "" ; whoever removed the icon does not want it back with every new version
  ${OrIf} $Earlier != $INSTDIR
  ${OrIf} ${FileExists} "$DESKTOP\年报.lnk"
    CreateShortcut "$DESKTOP\年报.lnk" "$INSTDIR\nianbao.exe"
  ${EndIf}

  WriteRegStr HKCU "${CLASSES}\${PROGID}" "" "政府信息公开年报"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\DefaultIcon" "" "$INSTDIR\nianbao.exe,0"
  WriteRegStr HKCU "${CLASSES}\${PROGID}\shell\open\command" "" '"$INSTDIR\nianbao.exe" "%1"'
  ; A .json file may be anything: where another program opens it, ours is offered under "open with" and not forced.
  WriteRegStr HKCU "${CLASSES}\.json\OpenWithProgids" "${PROGID}" ""
  ReadRegStr $0 HKCR ".json" ""
  ${If} $0 == ""
    WriteRegStr HKCU "${CLASSES}\.json" "" "${PROGID}"
  ${EndIf}

  WriteRegStr HKCU "${KEY}" "DisplayName" "年报"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\nianbao.exe"
  WriteRegStr HKCU "${KEY}" "Publisher" "nianbao"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  SectionGetSize ${PROGRAM} $0 ; KB
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd

; What stands in the way of installing into $INSTDIR. Nothing is changed but a folder made and a file tried.
Function FindHindrance
  StrCpy $Hindrance ""
  StrLen $1 $INSTDIR
  StrCpy $0 $INSTDIR 1 -1
  ${If} $0 == "\"
  ${AndIf} $1 > 3 ; not the root of a disk
    StrCpy $INSTDIR $INSTDIR -1
  ${EndIf}
  ${DirState} "$INSTDIR" $0
  ${If} $0 == 1
  ${AndIfNot} ${FileExists} "$INSTDIR\uninstall.exe"
    !insertmacro Hinder 4 "文件夹 $INSTDIR 里已经有别的文件。请换一个空的文件夹。"
    Return
  ${EndIf}
  ClearErrors
  CreateDirectory "$INSTDIR"
  FileOpen $0 "$INSTDIR\nianbao-try.tmp" w
  ${If} ${Errors}
    !insertmacro Hinder 4 "不能在文件夹 $INSTDIR 里写文件。请换一个文件夹。"
    Return
  ${EndIf}
  FileClose $0
  Delete "$INSTDIR\nianbao-try.tmp"
  ${GetRoot} "$INSTDIR" $0
  ${DriveSpace} "$0\" "/D=F /S=M" $1
  SectionGetSize ${PROGRAM} $2 ; KB
  IntOp $2 $2 / 1024
  ${If} $Earlier == "" ; an earlier installation makes room itself
  ${AndIf} $1 <= $2
    !insertmacro Hinder 4 "磁盘 $0 的空间不够：还需要 $2 MB，只剩 $1 MB。请腾出空间，或者换一个磁盘。"
    Return
  ${EndIf}
  !insertmacro HinderWhileRunning "$INSTDIR"
  ${If} $Earlier != ""
    !insertmacro HinderWhileRunning "$Earlier"
  ${EndIf}
FunctionEnd

Function un.onInit
  !insertmacro FindData
FunctionEnd

Function un.LeaveConfirm
  StrCpy $Hindrance ""
  !insertmacro HinderWhileRunning "$INSTDIR"
  ${If} $Hindrance != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Hindrance"
    Abort
  ${EndIf}
FunctionEnd

Section "Uninstall"
  StrCpy $Hindrance ""
  !insertmacro HinderWhileRunning "$INSTDIR"
  ${If} $Hindrance != ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "$Hindrance" /SD IDOK
    SetErrorLevel $HindranceCode
    Quit
  ${EndIf}
  !insertmacro RemoveProgram
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  ${If} ${FileExists} "$INSTDIR\*.*"
    StrCpy $Left "$\r$\n$\r$\n程序文件夹里还有别的文件，没有删除：$\r$\n$INSTDIR"
    DetailPrint "$Left"
  ${EndIf}
  RMDir /r "$SMPROGRAMS\年报"
  Delete "$DESKTOP\年报.lnk"
  DeleteRegKey HKCU "${CLASSES}\${PROGID}"
  DeleteRegValue HKCU "${CLASSES}\.json\OpenWithProgids" "${PROGID}"
  ReadRegStr $0 HKCU "${CLASSES}\.json" ""
  ${If} $0 == "${PROGID}"
    DeleteRegValue HKCU "${CLASSES}\.json" ""
  ${EndIf}
  DeleteRegKey /ifempty HKCU "${CLASSES}\.json\OpenWithProgids"
  DeleteRegKey /ifempty HKCU "${CLASSES}\.json"
  DeleteRegKey HKCU "${KEY}"
  System::Call 'shell32::SHChangeNotify(i 0x08000000, i 0, p 0, p 0)'
SectionEnd
